"""A walk over bleach's parse tree in linear time; its own looks every sibling up and takes minutes for a large text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

VOID = frozenset({"br", "hr", "img"})
HTML = "http://www.w3.org/1999/xhtml"
Token = dict[str, Any]


class Walker:
    """Yields html5lib's tokens for a parsed fragment, as `Cleaner.walker` does."""

    def __init__(self, fragment: Any) -> None:
        self.fragment = fragment

    def __iter__(self) -> Iterator[Token]:
        yield from _text(self.fragment.text)
        stack: list[Any] = list(reversed(self.fragment))
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                yield item
                yield from _text(item["tail"])
            elif not isinstance(item.tag, str):
                yield from _text(item.tail)
            elif item.tag in VOID:
                yield _tag("EmptyTag", item)
                yield from _text(item.tail)
            else:
                yield _tag("StartTag", item)
                yield from _text(item.text)
                stack.append(_tag("EndTag", item) | {"tail": item.tail})
                stack.extend(reversed(item))


def _tag(kind: str, element: Any) -> Token:
    data = {} if kind == "EndTag" else {(None, name): value for name, value in element.attrib.items()}
    return {"type": kind, "name": element.tag, "namespace": HTML, "data": data}


def _text(text: str | None) -> Iterator[Token]:
    if text:
        yield {"type": "Characters", "data": text}
