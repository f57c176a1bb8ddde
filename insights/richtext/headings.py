"""Headings of a page: printed levels without gaps, and ids that are unique and stable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django.utils.text import slugify

from insights.richtext import stored
from insights.richtext.limits import MAX_DEPTH
from insights.richtext.schema import TEXTBLOCKS

RESERVED = frozenset({"main", "nav", "q", "top", "search", "content", "header", "footer", "page"})
LOWEST = 6


class Heading(NamedTuple):
    """A heading as printed: its level on the page, its id, its words."""

    level: int
    id: str
    text: str


class Levels:
    """Maps the levels used in one document to `top`, `top + 1`, …, never skipping one on the way down."""

    def __init__(self, nodes: list[Any], top: int) -> None:
        self._printed = {level: min(top + at, LOWEST) for at, level in enumerate(sorted(_levels(nodes)))}
        self._top = top
        self._last = top - 1

    @classmethod
    def shared(cls, documents: Iterable[Any], top: int) -> Self:
        """One scale for all of these: a text that goes on in another keeps its outline."""
        return cls([node for nodes in documents if isinstance(nodes, list) for node in nodes], top)

    def printed(self, level: Any) -> int:
        wanted = self._printed.get(level, self._top) if isinstance(level, int) else self._top
        self._last = min(wanted, self._last + 1)
        return self._last


class Ids:
    """Gives out ids made of words; the second of its name ends in -2."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {*RESERVED, *reserved}
        self._next: dict[str, int] = {}

    def give(self, text: str) -> str:
        base = slugify(text[:200])[:60].strip("-_") or "section"
        number = self._next.get(base, 1)
        name = base if number == 1 else f"{base}-{number}"
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._next[base] = number + 1
        self._taken.add(name)
        return name


def _levels(nodes: list[Any]) -> set[int]:
    """Levels of all headings with words, however deep; the walk ends where printing ends."""
    levels: set[int] = set()
    stack = [(nodes, 1)]
    while stack:
        children, depth = stack.pop()
        for node in children:
            if not isinstance(node, dict) or not isinstance(content := node.get("content"), list) or not content:
                continue
            if node.get("type") == "heading":
                level = stored.level(node)
                levels.update(() if level is None else (level,))
            elif depth < MAX_DEPTH and stored.string(node.get("type")) not in TEXTBLOCKS:
                stack.append((content, depth + 1))
    return levels
