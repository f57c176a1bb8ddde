"""A run of inline HTML: words and breaks with their marks, white space settled when the run ends."""

from __future__ import annotations

import re

from insights.richtext.problems import Nodes
from insights.richtext.stored import Node

_LAYOUT = re.compile(r"[ \t\f]*\n[ \t\f\n]*")


class Run:
    """Collects inline nodes. White space with a line break is layout, all other is kept; `raw` keeps everything."""

    def __init__(self, *, raw: bool = False) -> None:
        self.raw = raw
        self.items: Nodes = []

    def text(self, text: str, marks: Nodes) -> None:
        words = text if self.raw else _LAYOUT.sub("\n", text)
        self.items.append(({"type": "text", "marks": marks} if marks else {"type": "text"}) | {"text": words})

    def leaf(self, node: Node, marks: Nodes) -> None:
        if self.raw:
            self.text("\n", [])
        else:
            self.items.append(node | {"marks": marks} if marks else node)

    def close(self) -> Nodes:
        """The nodes of the run, which is empty afterwards."""
        items, self.items = self.items, []
        return _merged(items) if self.raw else _settled(items)


def _settled(items: Nodes) -> Nodes:
    """Layout at the edges and beside breaks goes; between words it becomes one space."""
    kept: Nodes = []
    at_edge = True
    for item in items:
        if item["type"] != "text":
            at_edge = item["type"] == "hardBreak"
            kept = _without_layout(kept) if at_edge else kept
            kept.append(item)
            continue
        words = item["text"].removeprefix("\n") if at_edge else item["text"]
        if words:
            kept.append(item | {"text": words})
            at_edge = words[-1] in " \n"
    spaced = [_spaced(item) for item in _without_layout(kept)]
    return _merged(spaced)


def _without_layout(items: Nodes) -> Nodes:
    """Items without layout at their end."""
    while items and items[-1].get("text", "").endswith("\n"):
        last = items.pop()
        if words := last["text"].removesuffix("\n"):
            items.append(last | {"text": words})
    return items


def _spaced(item: Node) -> Node:
    return item | {"text": item["text"].replace("\n", " ")} if item["type"] == "text" else item


def _merged(items: Nodes) -> Nodes:
    """Neighbouring texts with equal marks as one node, in linear time."""
    merged: Nodes = []
    texts: list[list[str]] = []
    for item in items:
        last = merged[-1] if merged else None
        if item["type"] == "text" and last and last["type"] == "text" and last.get("marks") == item.get("marks"):
            texts[-1].append(item["text"])
        else:
            merged.append(item)
            texts.append([item.get("text", "")])
    return [
        item | {"text": "".join(parts)} if item["type"] == "text" else item
        for item, parts in zip(merged, texts, strict=True)
    ]
