"""Careful looks at stored nodes: each returns something usable whatever the database holds."""

from __future__ import annotations

from typing import Any

from insights.richtext.schema import kind_of

Node = dict[str, Any]


def content(node: Node) -> list[Any]:
    """The children of a node, or none."""
    children = node.get("content")
    return children if isinstance(children, list) else []


def attrs(node: Node) -> dict[str, Any]:
    """The attributes of a node or mark, or none."""
    values = node.get("attrs")
    return values if isinstance(values, dict) else {}


def string(value: Any) -> str:
    """The value if it is text, else nothing."""
    return value if isinstance(value, str) else ""


def optional(value: Any) -> str | None:
    """The value if it is text, else None."""
    return value if isinstance(value, str) else None


def is_a(node: Any, *names: str) -> bool:
    """Whether this is a node of one of these names."""
    return isinstance(node, dict) and node.get("type") in names


def is_bold(node: Any) -> bool:
    """Whether bold is among the marks."""
    marks = node.get("marks") if isinstance(node, dict) else None
    return isinstance(marks, list) and any(is_a(mark, "bold") for mark in marks)


def is_bare_image(node: Any) -> bool:
    """Whether this inline node may stand without a paragraph around it."""
    kind = kind_of(node)
    return kind is not None and kind.standalone and not node.get("marks")


def level(node: Node) -> int | None:
    """The level of a heading when it is a number."""
    value = attrs(node).get("level", 2)
    return value if type(value) is int else None
