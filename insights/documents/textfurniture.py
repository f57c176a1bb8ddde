"""The end of a page saved as text: related categories, the call to action, "About Us"."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from insights.documents.textlines import LONG, Block, blocks

RELATED = frozenset({"related categories", "related category"})
ABOUT = frozenset({"about us"})
BUTTON = re.compile(r"(?:schedule|book|request|get) (?:a|an|my|your) (?:\w+ )?demo\b.{0,20}", re.IGNORECASE)
MAX_LINE = 200
MAX_NAME = 60
MAX_NAME_WORDS = 6


@dataclass(slots=True)
class Furniture:
    """What stands below the article: names of categories, the call's blocks, lines that only a page needs.

    `skipped` names, by index, what each left-out line was.
    """

    categories: list[str] = field(default_factory=list)
    above: list[Block] = field(default_factory=list)
    button: str = ""
    below: list[Block] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)


def find_furniture(lines: list[str], start: int) -> int:
    """The index at which the article ends: at "Related Categories", the call to action or a last "About Us".

    Long lines below such words mean that they belong to the article after all.
    """
    parts = _parts(lines, start)
    about = next((i for i in range(len(parts) - 1, -1, -1) if _is(parts[i].lines[0], ABOUT)), len(parts))
    long = [i for i, part in enumerate(parts[:about]) if max(map(len, part.lines)) > MAX_LINE]
    first = long[-1] + 1 if long else 0
    related = next((i for i in range(first, about) if _is(parts[i].lines[0], RELATED)), about)
    button = next((i for i in range(first, related) if _button(parts[i])), None)
    mark = related if button is None else _call_start(parts, button, first)
    if mark == len(parts) or (mark == about and len(parts[about:]) + len(parts[about].lines) > 2):
        return len(lines)
    return parts[mark].start


def read_furniture(lines: list[str], start: int) -> Furniture:
    """Sorts the lines from `start` on: each ends up in a block of the call or among the skipped."""
    found = Furniture()
    naming = False
    parts = _parts(lines, start)
    for position, block in enumerate(parts):
        if _is(block.lines[0], ABOUT):
            _skip(found, parts[position:], "about_us")
            break
        if _is(block.lines[0], RELATED):
            _skip(found, [block], "related_categories")
            found.categories += block.lines[1:]
            naming = True
        elif naming and _names(block) and not _title_of_call(parts, position):
            _skip(found, [block], "related_categories")
            found.categories += block.lines
        else:
            naming = False
            _add_call(found, block)
    _skip(found, found.below[1:], "page_furniture")
    del found.below[1:]
    return found


def call_values(found: Furniture) -> dict[str, str]:
    """The fields of the call to action. Empty when the page had none."""
    if not found.above and not found.button:
        return {}
    groups = [list(block.lines) for block in found.above] or [[""]]
    title, *description = groups.pop(0)
    if not description and len(groups) > 1:
        description = groups.pop(0)
    return {
        "title": title,
        "description": " ".join(description),
        "invitation": " ".join(line for group in groups for line in group),
        "button_text": found.button,
        "explore": " ".join(line for block in found.below for line in block.lines),
    }


def _parts(lines: list[str], start: int) -> list[Block]:
    """The blocks from `start` on, cut so that a line that names furniture always begins one."""
    cuts = [i for i in range(start, len(lines)) if _is(lines[i].strip(), RELATED | ABOUT)]
    edges = [start, *cuts, len(lines)]
    return [block for one, next_one in pairwise(edges) for block in blocks(lines, one, next_one)]


def _add_call(found: Furniture, block: Block) -> None:
    if found.button:
        found.below.append(block)
        return
    at = next((i for i, line in enumerate(block.lines) if BUTTON.fullmatch(line)), None)
    if at is None:
        found.above.append(block)
        return
    found.button = block.lines[at]
    if at:
        found.above.append(Block(block.start, block.lines[:at]))
    if block.lines[at + 1 :]:
        found.below.append(Block(block.start + at + 1, block.lines[at + 1 :]))


def _call_start(parts: list[Block], button: int, first: int) -> int:
    """The call's first block: up to two short ones above the button belong to it."""
    start = button
    while start > max(first, button - 2) and _short(parts[start - 1]):
        start -= 1
    return start


def _title_of_call(parts: list[Block], position: int) -> bool:
    """Whether a block that could be names is the call's title, since only the button comes after it."""
    return position + 1 < len(parts) and _button(parts[position + 1])


def _skip(found: Furniture, parts: list[Block], name: str) -> None:
    found.skipped.update({index: name for block in parts for index in block.indexes})


def _button(block: Block) -> bool:
    return any(BUTTON.fullmatch(line) for line in block.lines)


def _short(block: Block) -> bool:
    return len(block.lines) <= 3 and all(len(line) <= LONG for line in block.lines)


def _names(block: Block) -> bool:
    short = all(len(line) <= MAX_NAME and len(line.split()) <= MAX_NAME_WORDS for line in block.lines)
    return short and not any(line.endswith((".", "!", "?", ":")) for line in block.lines)


def _is(line: str, words: frozenset[str]) -> bool:
    return line.lower().rstrip(": ") in words
