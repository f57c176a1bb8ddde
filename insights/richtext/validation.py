"""Strict reading: every fault of a document, each with its path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from prosemirror.model import NodeType

from insights.richtext.limits import MAX_BYTES, check_limits, content_of, too_deep, too_large
from insights.richtext.problems import Nodes, Problem, RichTextError, brief, refusal
from insights.richtext.schema import DOC, MARKS, NODES, Attrs, node_type

NODE_KEYS = ("type", "attrs", "content", "marks")
TEXT_KEYS = ("type", "text", "marks")
FORBIDDEN = frozenset({"__proto__"})  # even when null: JavaScript takes it for more than a name


def validate(nodes: Any) -> Nodes:
    """The list of block nodes, untouched (of a `doc`, its content). Raises RichTextError with all problems."""
    content = content_of(nodes)
    check_limits(content)
    if problems := list(children_faults(content, DOC, "")):
        raise RichTextError(problems)
    return content


def from_json(text: str | bytes) -> Nodes:
    """Nodes from JSON text, validated. Also refuses what `json.loads` chokes on: depth, NaN, endless numbers."""
    if not isinstance(text, str | bytes):
        raise refusal(_("must be JSON text, not %(found)s"), found=brief(text))
    if len(text) > MAX_BYTES:
        raise too_large()
    try:
        return validate(json.loads(text, parse_constant=_refuse_constant))
    except RecursionError:
        raise too_deep() from None
    except RichTextError:
        raise
    except ValueError as error:
        raise refusal(_("is not JSON: %(why)s"), why=str(error)[:100]) from None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def children_faults(children: list[Any], parent: NodeType, path: str) -> Iterator[Problem]:
    """Faults of a node's children and of their order, following the parent's content rule."""
    match = parent.content_match
    for at, child in enumerate(children):
        where = f"{path}[{at}]"
        kind = node_type(child.get("type"), parent) if isinstance(child, dict) else None
        if kind is None:
            yield Problem(where, _no_node(child))
            continue
        after = match.match_type(kind)
        if after is None:
            yield Problem(
                where, _("%(name)s does not belong here in %(parent)s") % {"name": child["type"], "parent": parent.name}
            )
        match = after or match
        yield from node_faults(child, kind, parent, where)
    if not match.valid_end:
        yield Problem(path.removesuffix(".content"), _("%(name)s lacks content") % {"name": parent.name})


def _no_node(child: Any) -> str:
    if not isinstance(child, dict):
        return _("must be a node")
    return _("unknown node %(name)s") % {"name": brief(child.get("type"))}


def node_faults(node: dict[str, Any], kind: NodeType, parent: NodeType, path: str) -> Iterator[Problem]:
    """Faults of one node and of all below it."""
    is_text = kind.is_text
    for key in key_faults(node, TEXT_KEYS if is_text else NODE_KEYS):
        yield Problem(f"{path}.{key}", _("is unknown"))
    if is_text and not (isinstance(node.get("text"), str) and node["text"]):
        yield Problem(f"{path}.text", _("must be text and not empty"))
    yield from attr_faults(node, NODES[node["type"]].attrs, f"{path}.attrs", opaque=NODES[node["type"]].opaque)
    yield from mark_faults(node, kind, parent, f"{path}.marks")
    content = node.get("content", [])
    if isinstance(content, list):
        yield from children_faults(content, kind, f"{path}.content")
    elif not is_text:
        yield Problem(f"{path}.content", _("must be a list of nodes"))


def key_faults(node: dict[str, Any], known: tuple[str, ...]) -> list[str]:
    """Keys that the schema does not know; with null they say nothing and are let through."""
    return [key for key, value in node.items() if key not in known and value is not None]


def attr_faults(holder: dict[str, Any], specs: Attrs, path: str, *, opaque: bool = False) -> Iterator[Problem]:
    """Faults of the attributes of a node or mark; those of an opaque node are nobody's business."""
    attrs = holder.get("attrs", {})
    if not isinstance(attrs, dict):
        yield Problem(path, _("must be an object"))
        return
    for name, value in attrs.items():
        if name in specs:
            if fault := specs[name].fault(value):
                yield Problem(f"{path}.{name}", fault)
        elif not opaque and (value is not None or name in FORBIDDEN):
            yield Problem(f"{path}.{name}", _("is unknown"))
    for name in specs:
        if specs[name].required and name not in attrs:
            yield Problem(f"{path}.{name}", _("is missing"))


def mark_faults(node: dict[str, Any], kind: NodeType, parent: NodeType, path: str) -> Iterator[Problem]:
    """Faults of a node's marks: only inline nodes have them, each once, where the parent allows them."""
    marks = node.get("marks", [])
    if not isinstance(marks, list):
        yield Problem(path, _("must be a list of marks"))
        return
    seen: set[str] = set()
    for at, mark in enumerate(marks):
        fault = mark_fault(mark, kind, parent, seen)
        if fault:
            yield Problem(f"{path}[{at}]", fault)
        else:
            yield from attr_faults(mark, MARKS[mark["type"]].attrs, f"{path}[{at}].attrs")


def mark_fault(mark: Any, kind: NodeType, parent: NodeType, seen: set[str]) -> str:
    """Why this mark cannot stand here, or nothing; a good one is added to those `seen` on the node."""
    name = mark.get("type") if isinstance(mark, dict) else None
    if not isinstance(name, str) or name not in MARKS:
        return _("unknown mark %(name)s") % {"name": brief(name)}
    if key_faults(mark, ("type", "attrs")):
        return _("has unknown keys")
    if kind.is_block or not parent.allows_mark_type(parent.schema.marks[name]):
        return _("%(mark)s does not belong on %(name)s in %(parent)s") % {
            "mark": name,
            "name": kind.name,
            "parent": parent.name,
        }
    if name in seen:
        return _("%(name)s appears twice") % {"name": name}
    seen.add(name)
    return ""
