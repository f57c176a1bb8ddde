"""The inside of a paragraph as HTML: text, breaks and images under marks that nest, and join where neighbours agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from insights.richtext.schema import MARKS, RANK

MarkTag = Callable[[dict[str, Any]], str]
Leaf = Callable[[dict[str, Any]], str]

_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
_CLOSE = {name: f"</{kind.tags[0]}>" for name, kind in MARKS.items()}
_OPEN = {name: f"<{kind.tags[0]}>" for name, kind in MARKS.items()}


def escape(text: str) -> str:
    """Text for HTML: markup characters as entities, what no HTML or XML may hold left out."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], ""), text)


def attributes(pairs: dict[str, Any]) -> str:
    """Attributes as HTML, without those that are None."""
    return "".join([f' {name}="{escape(str(value))}"' for name, value in pairs.items() if value is not None])


def marks_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The known marks of a node in the schema's order, whatever was stored."""
    marks = node.get("marks")
    if not marks or not isinstance(marks, list):
        return []
    known = [
        mark for mark in marks if isinstance(mark, dict) and isinstance(mark.get("type"), str) and mark["type"] in RANK
    ]
    return known if len(known) < 2 else sorted(known, key=lambda mark: RANK[mark["type"]])


def inline_html(children: list[Any], leaf: Leaf, link: MarkTag, without: str = "") -> str:
    """HTML of inline nodes. `leaf` prints what is not text, `link` opens a link or returns "" to leave it out."""
    parts: list[str] = []
    open_tags: list[tuple[str, str]] = []
    for node in children:
        if not isinstance(node, dict):
            continue
        tags = _tags(node, link, without) if node.get("marks") else []
        if tags or open_tags:
            _step(parts, open_tags, tags)
        text = node.get("text")
        parts.append(escape(text) if isinstance(text, str) and node.get("type") == "text" else leaf(node))
    _step(parts, open_tags, [])
    return "".join(parts)


def _tags(node: dict[str, Any], link: MarkTag, without: str) -> list[tuple[str, str]]:
    tags = [
        (link(mark) if MARKS[mark["type"]].attrs else _OPEN[mark["type"]], mark["type"])
        for mark in marks_of(node)
        if mark["type"] != without
    ]
    return [tag for tag in tags if tag[0]]


def _step(parts: list[str], open_tags: list[tuple[str, str]], tags: list[tuple[str, str]]) -> None:
    """Close the marks that end here and open those that begin; common outer ones stay open."""
    common = 0
    while common < min(len(tags), len(open_tags)) and tags[common] == open_tags[common]:
        common += 1
    while len(open_tags) > common:
        parts.append(_CLOSE[open_tags.pop()[1]])
    for tag in tags[common:]:
        parts.append(tag[0])
        open_tags.append(tag)
