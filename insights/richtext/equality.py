"""Whether two documents mean the same, so that stored JSON stays verbatim when an editor changed nothing."""

from __future__ import annotations

import json
from typing import Any

from prosemirror.model import Fragment, Mark, Node, NodeType

from insights.richtext.problems import Nodes, RichTextError
from insights.richtext.schema import DOC, NODES, SCHEMA, node_type
from insights.richtext.validation import validate


def same(first: Any, second: Any) -> bool:
    """Whether both are valid and parse to equal ProseMirror documents; invalid ones are the same as nothing.

    Not differences: an omitted or null attribute, the order of keys and marks, one text cut in two, and `left`
    against no alignment, because editors drop the default.
    """
    try:
        return bool(document(first).eq(document(second)))
    except RichTextError:
        return False


def document(nodes: Any) -> Node:
    """The ProseMirror document of valid nodes, in normal form. Raises RichTextError."""
    return DOC.create(None, _fragment(validate(nodes), DOC))


def _fragment(children: Nodes, parent: NodeType) -> Fragment:
    return Fragment.from_array([_node(child, parent) for child in children])


def _node(node: dict[str, Any], parent: NodeType) -> Node:
    marks = [_mark(mark) for mark in node.get("marks", [])]
    if node["type"] == "text":
        return SCHEMA.text(node["text"], marks)
    kind = node_type(node["type"], parent)
    assert kind is not None, "validated"  # noqa: S101
    return kind.create(_attrs(node), _fragment(node.get("content", []), kind), marks)


def _mark(mark: dict[str, Any]) -> Mark:
    return SCHEMA.marks[mark["type"]].create(mark.get("attrs"))


def _attrs(node: dict[str, Any]) -> dict[str, Any]:
    attrs = node.get("attrs", {})
    if NODES[node["type"]].opaque:
        return {"values": json.dumps(attrs, sort_keys=True)}
    return {name: value for name, value in attrs.items() if (name, value) != ("textAlign", "left")}
