"""Rich text as plain words: for teasers, search, reading time and ids. Linear in the length of the text."""

from __future__ import annotations

import re
from typing import Any

from insights.richtext.schema import NODES, TEXTBLOCKS

WORDS_A_MINUTE = 220
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['’-][^\W{_CJK}]+)*")
_BREAK = object()


def plain_text(nodes: Any) -> str:
    """The words, one line a block; whatever was stored, never an error. Opaque sets say nothing."""
    parts: list[str] = []
    stack: list[Any] = [nodes]
    while stack:
        item = stack.pop()
        if item is _BREAK:
            parts.append("\n")
        elif isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            stack.extend(_inside(item))
        elif isinstance(item, str):
            parts.append(item)
    lines = CONTROLS.sub("", "".join(parts)).split("\n")
    return "\n".join(line for line in lines if line.strip())


def _inside(node: dict[str, Any]) -> list[Any]:
    """What a node adds to the stack, last first: its own text, or its children and a line break behind a block."""
    name = node.get("type")
    name = name if isinstance(name, str) else ""
    if name == "text":
        return [text] if isinstance(text := node.get("text"), str) else []
    kind = NODES.get(name)
    if kind and (kind.opaque or name == "hardBreak"):
        return [] if kind.opaque else [_BREAK]
    content = node.get("content")
    children = [child for child in content if isinstance(child, dict)] if isinstance(content, list) else []
    return [_BREAK, children] if name in TEXTBLOCKS or kind is None else [children]


def count_words(text: str) -> int:
    """How many words a reader reads; each Chinese or Japanese character counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def reading_minutes(words: int) -> int:
    """Minutes to read that many words, rounded up; 0 only for no words."""
    return -(-words // WORDS_A_MINUTE)
