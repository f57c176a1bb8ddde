"""Repair of one node's own values: attributes, marks, text. Each returns what is kept and the problems it met."""

from __future__ import annotations

from typing import Any

from prosemirror.model import NodeType

from insights.richtext.problems import Problem, brief
from insights.richtext.schema import MARKS, Kind
from insights.richtext.validation import FORBIDDEN, mark_fault


def mend_text(node: dict[str, Any], path: str) -> tuple[str | None, list[Problem]]:
    """The words of a text node; a number becomes its digits, anything else that is not text becomes None."""
    text = node.get("text")
    if isinstance(text, str) and text:
        return text, []
    if isinstance(text, int | float) and not isinstance(text, bool):
        return str(text), [Problem(f"{path}.text", "number taken as text")]
    return None, [Problem(f"{path}.text", f"is not text: {brief(text)}")]


def mend_attrs(holder: dict[str, Any], kind: Kind, path: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Good attributes as given, others clamped or dropped; None when a required one is beyond repair."""
    attrs = holder.get("attrs", {})
    problems: list[Problem] = []
    if not isinstance(attrs, dict):
        problems.append(Problem(path, f"must be an object, not {brief(attrs)}"))
        attrs = {}
    if kind.opaque:
        return attrs, problems
    kept = {}
    for name, value in attrs.items():
        keep, value, problem = _mend(kind, name, value)
        if problem:
            problems.append(Problem(f"{path}.{name}", problem))
        if keep:
            kept[name] = value
    missing = [name for name, attr in kind.attrs.items() if attr.required and name not in kept]
    problems += [Problem(f"{path}.{name}", "is missing") for name in missing if name not in attrs]
    return (None if missing else kept), problems


def _mend(kind: Kind, name: str, value: Any) -> tuple[bool, Any, str]:
    """Whether to keep an attribute, its value, and what was wrong with it."""
    attr = kind.attrs.get(name)
    if attr is None:
        harmless = value is None and name not in FORBIDDEN
        return harmless, None, "" if harmless else "unknown attribute dropped"
    fault = attr.fault(value)
    if not fault:
        return True, value, ""
    mended = attr.mend(value)
    return mended is not None, mended, f"{fault}: {'changed' if mended is not None else 'dropped'}"


def mend_marks(node: dict[str, Any], kind: NodeType, parent: NodeType, path: str) -> tuple[list[Any], list[Problem]]:
    """The good marks of a node, others dropped."""
    marks = node.get("marks", [])
    if not isinstance(marks, list):
        return [], [Problem(path, "must be a list of marks: dropped")]
    kept, problems, seen = [], [], set[str]()
    for at, mark in enumerate(marks):
        where = f"{path}[{at}]"
        if fault := mark_fault(mark, kind, parent, seen):
            problems.append(Problem(where, f"{fault}: dropped"))
            continue
        attrs, faults = mend_attrs(mark, MARKS[mark["type"]], f"{where}.attrs")
        problems += faults
        if attrs is not None:
            kept.append({**mark, "attrs": attrs} if faults else mark)
    return kept, problems
