"""Two texts word by word. What differs is found in bounded time, however long and however strange the texts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TOKEN = re.compile(r"(?:[぀-ヿ㐀-鿿가-힯]|[^\W぀-ヿ㐀-鿿가-힯]+(?:['’-]\w+)*|[^\w\s])\s*|\s+")
REPLACED = 0.35  # texts that share less are shown one after the other
COMMON = 1000  # pairs from which an item says nothing of where it stood: an empty line, a comma
CONTEXT = 30  # words kept on each side of what differs
MARKS = {"insert": "<ins>{}</ins>", "delete": "<del>{}</del>"}


class Step(NamedTuple):
    """A run of both: what of the first stands in place of what of the second."""

    is_equal: bool
    first: slice
    second: slice


class Effort:
    """How much work may still be done for one comparison, in compared pairs. A text past it is shown as replaced.

    difflib looks at every pair of equal items, and once more at all of the text for each run that it finds.
    """

    def __init__(self, pairs: int = 6_000_000) -> None:
        self.left = pairs

    def allows(self, a: Sequence[Hashable], b: Sequence[Hashable]) -> bool:
        shared = [count for item, count in equal_pairs(a, b).items() if count <= COMMON]
        return self.allows_more(sum(shared) + len(a) + len(b) + len(a) * len(shared) // 2)

    def allows_more(self, pairs: int) -> bool:
        """Take so much from what is left, if that is enough."""
        if pairs > self.left:
            return False
        self.left -= pairs
        return True


def equal_pairs(a: Sequence[Hashable], b: Sequence[Hashable]) -> dict[Hashable, int]:
    """How many pairs of each item the two texts have."""
    there = Counter(b)
    return {item: count * there[item] for item, count in Counter(a).items() if item in there}


def steps(a: Sequence[Hashable], b: Sequence[Hashable], effort: Effort) -> Iterator[Step]:
    """What leads from one list to the other; what both begin and end with is never looked at twice."""
    start, end = _shared(a, b)
    if start:
        yield Step(True, slice(0, start), slice(0, start))
    inner_a, inner_b = a[start : len(a) - end], b[start : len(b) - end]
    yield from _inner(inner_a, inner_b, start, effort)
    if end:
        yield Step(True, slice(len(a) - end, len(a)), slice(len(b) - end, len(b)))


def marked(before: str, after: str, effort: Effort) -> SafeString:
    """One text that shows both: `<del>` what went, `<ins>` what came. Long stretches that stay are shortened."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    found = list(steps([word.strip() for word in old], [word.strip() for word in new], effort))
    if _alike(found, old, new) < REPLACED:
        return removed(before) + SafeString(" " if before and after else "") + added(after)
    last = len(found) - 1
    pieces = (_piece(step, old, new, place == 0, place == last) for place, step in enumerate(found))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def added(text: str) -> SafeString:
    """All of it came."""
    return format_html(MARKS["insert"], text) if text else SafeString("")


def removed(text: str) -> SafeString:
    """All of it went."""
    return format_html(MARKS["delete"], text) if text else SafeString("")


def likeness(before: str, after: str) -> float:
    """How many of their words two texts share, whatever the order: 0 to 1."""
    old, new = Counter(before.split()), Counter(after.split())
    return 2 * (old & new).total() / ((old.total() + new.total()) or 1)


def _inner(a: Sequence[Hashable], b: Sequence[Hashable], offset: int, effort: Effort) -> Iterator[Step]:
    if not a and not b:
        return
    if not (a and b and effort.allows(a, b)):
        yield Step(False, slice(offset, offset + len(a)), slice(offset, offset + len(b)))
        return
    common = {item for item, count in equal_pairs(a, b).items() if count > COMMON}
    for tag, i1, i2, j1, j2 in SequenceMatcher(common.__contains__, a, b, autojunk=False).get_opcodes():
        yield Step(tag == "equal", slice(i1 + offset, i2 + offset), slice(j1 + offset, j2 + offset))


def _shared(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int]:
    """How many items both begin with, and how many of the rest they end with."""
    most, start, end = min(len(a), len(b)), 0, 0
    while start < most and a[start] == b[start]:
        start += 1
    while end < most - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _alike(found: list[Step], old: list[str], new: list[str]) -> float:
    same = sum(step.first.stop - step.first.start for step in found if step.is_equal)
    return 2 * same / ((len(old) + len(new)) or 1)


def _piece(step: Step, old: list[str], new: list[str], is_first: bool, is_last: bool) -> SafeString:
    gone, came = "".join(old[step.first]), "".join(new[step.second])
    if not step.is_equal:
        space = SafeString(" ") if (came or gone)[-1:].isspace() else SafeString("")
        return removed(gone.rstrip()) + added(came.rstrip()) + space
    words = new[step.second]
    if len(words) <= 2 * CONTEXT + 10:
        return format_html("{}", came)
    head = "" if is_first else "".join(words[:CONTEXT])
    tail = "" if is_last else "".join(words[-CONTEXT:])
    return format_html("{}… {}", head, tail)
