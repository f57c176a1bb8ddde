"""The lines of a plain-text file: runs between blank ones, and what a line alone looks like."""

import re
from dataclasses import dataclass

LIST_ITEM = re.compile(r"(?P<mark>[-*•–]|(?P<number>\d{1,4})[.)])\s+(?P<text>\S.*)", re.DOTALL)
ENDINGS = (".", "!", ",", ";", ":", "…")
MAX_HEADING = 80
MAX_HEADING_WORDS = 10
LONG = 100


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring lines without a blank one between them; `start` is the index of the first in its file."""

    start: int
    lines: tuple[str, ...]

    @property
    def indexes(self) -> range:
        return range(self.start, self.start + len(self.lines))


def blocks(lines: list[str], start: int, end: int) -> list[Block]:
    """The blocks among `lines[start:end]`, each line without the spaces around it."""
    found: list[Block] = []
    run: list[str] = []
    for index in range(start, end + 1):
        text = lines[index].strip() if index < end else ""
        if text:
            run.append(text)
        elif run:
            found.append(Block(index - len(run), tuple(run)))
            run = []
    return found


def like_heading(line: str) -> bool:
    """Whether a line alone could be a heading: short, few words, not the end of a sentence, no list item."""
    short = 0 < len(line) <= MAX_HEADING and len(line.split()) <= MAX_HEADING_WORDS
    return short and not line.endswith(ENDINGS) and not LIST_ITEM.fullmatch(line)
