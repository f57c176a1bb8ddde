"""Lenient reading for importers: what is fine stays as it is, the rest is made to fit, and every change is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from prosemirror.model import Fragment, NodeType

from insights.richtext.limits import check_limits, content_of
from insights.richtext.mending import mend_attrs, mend_marks, mend_text
from insights.richtext.problems import Nodes, Problem, brief
from insights.richtext.schema import DOC, NODES, node_type
from insights.richtext.validation import NODE_KEYS, TEXT_KEYS, key_faults, validate


def repair(nodes: Any) -> tuple[Nodes, list[Problem]]:
    """Valid nodes and what had to be changed, with paths in the input.

    Good nodes come back as the same objects. Unknown nodes give way to their children, misplaced ones are wrapped
    or opened, bad marks go and their words stay. Raises RichTextError only for another root, a broken limit, and
    what cannot be stored.
    """
    content = content_of(nodes)
    check_limits(content)
    fitter = _Fitter([])
    fitted = fitter.fit(DOC, list(fitter.items(content, "", DOC)), "")
    return (validate(fitted) if fitter.problems else content), fitter.problems


@dataclass
class _Item:
    """A node on its way into the tree. `run` names the unknown parent it came from, so that words of two parents
    never share a paragraph; `inner` replaces its content where we made the node ourselves."""

    node: dict[str, Any]
    path: str
    run: str = ""
    inner: list[_Item] | None = None


@dataclass
class _Fitter:
    problems: list[Problem]

    def warn(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))

    def items(self, children: Any, path: str, parent: NodeType, run: str = "") -> Iterator[_Item]:
        """Children as items, unknown nodes already replaced by their own children."""
        for at, child in enumerate(children if isinstance(children, list) else ()):
            where = f"{path}[{at}]"
            if not isinstance(child, dict):
                self.warn(where, f"is not a node: {brief(child)}")
                yield from _words({"text": child}, where, run)
            elif node_type(child.get("type"), parent) is None:
                self.warn(where, f"unknown node {brief(child.get('type'))}: its words are kept")
                yield from self.opened(child, where, parent)
            else:
                yield _Item(child, where, run)

    def opened(self, node: dict[str, Any], path: str, parent: NodeType) -> Iterator[_Item]:
        """What is left of a node that cannot stay: its children, its own text, or the description of an image."""
        yield from _words(node, path, path)
        yield from self.items(node.get("content"), f"{path}.content", parent, path)

    def fit(self, parent: NodeType, items: Iterable[_Item], path: str) -> Nodes:
        """Children of `parent` in the order its content rule asks for."""
        match, fitted = parent.content_match, Nodes()
        for item in self.placed(parent, list(items)):
            kind = node_type(item.node["type"], parent)
            if kind is None:
                continue
            if match.match_type(kind) is None and (filler := match.fill_before(Fragment.empty, True)):
                self.warn(item.path, f"needed {filler.content[0].type.name} before it")
                fitted += _json(filler)
                match = match.match_fragment(filler) or match
            fitted.append(self.node(item, kind, parent))
            match = match.match_type(kind) or match
        if not match.valid_end:
            self.warn(path, f"{parent.name} lacked content")
            fitted += _json(match.fill_before(Fragment.empty, True))
        return fitted

    def placed(self, parent: NodeType, items: list[_Item]) -> list[_Item]:
        """Items that may stand in `parent`: misfits are wrapped together where a wrapper exists, else opened."""
        placed: list[_Item] = []
        queue = list(reversed(items))
        while queue:
            item = queue.pop()
            kind = node_type(item.node["type"], parent)
            if kind is None or self.broken(item):
                queue += reversed(list(self.scraps(item, parent, bool(placed))))
            elif _may_hold(parent, kind):
                placed.append(item)
            elif wrapper := _wrapper(parent, kind):
                self.warn(item.path, f"{item.node['type']} was put in a {wrapper.name}")
                _wrap(placed, item, wrapper.name)
            elif kind.is_text:
                self.warn(item.path, f"there is no room for words in {parent.name}: dropped")
            else:
                self.warn(item.path, f"{item.node['type']} does not belong in {parent.name}: its words are kept")
                queue += reversed(list(self.scraps(item, parent, bool(placed))))
        return placed

    def broken(self, item: _Item) -> bool:
        """Whether a node cannot be mended: text without words, an image without a usable path."""
        node, problems = item.node, []
        if node["type"] == "text":
            problems = mend_text(node, item.path)[1] if mend_text(node, item.path)[0] is None else []
        else:
            attrs, faults = mend_attrs(node, NODES[node["type"]], f"{item.path}.attrs")
            problems = faults if attrs is None else []
        self.problems += problems
        return bool(problems)

    def scraps(self, item: _Item, parent: NodeType, spaced: bool) -> Iterator[_Item]:
        """The remains of a node that does not fit, set off by a space among other words."""
        if spaced and parent.inline_content and item.node["type"] != "text":
            yield _Item({"type": "text", "text": "\n" if parent.name == "codeBlock" else " "}, item.path, item.run)
        yield from self.opened(item.node, item.path, parent) if item.inner is None else item.inner

    def node(self, item: _Item, kind: NodeType, parent: NodeType) -> dict[str, Any]:
        """One node in its place: the same object when nothing below it had to change."""
        before, node, path = len(self.problems), item.node, item.path
        changes: dict[str, Any] = {}
        if kind.is_text:
            changes["text"], faults = mend_text(node, path)
            self.problems += faults
        else:
            changes["attrs"], faults = mend_attrs(node, NODES[node["type"]], f"{path}.attrs")
            self.problems += faults
            changes["content"] = self.content(item, kind)
        changes["marks"], faults = mend_marks(node, kind, parent, f"{path}.marks")
        self.problems += faults
        unknown = key_faults(node, TEXT_KEYS if kind.is_text else NODE_KEYS)
        for key in unknown:
            self.warn(f"{path}.{key}", "unknown key dropped")
        if len(self.problems) == before and item.inner is None:
            return node
        return {key: changes.get(key, value) for key, value in node.items() if key not in unknown} | _added(
            node, changes
        )

    def content(self, item: _Item, kind: NodeType) -> Nodes:
        given = item.node.get("content", [])
        if not isinstance(given, list):
            self.warn(f"{item.path}.content", "must be a list of nodes: dropped")
        items = self.items(given, f"{item.path}.content", kind) if item.inner is None else item.inner
        return self.fit(kind, list(items), item.path)


def _words(node: dict[str, Any], path: str, run: str) -> Iterator[_Item]:
    attrs = node.get("attrs")
    for text in (node.get("text"), attrs.get("alt") if isinstance(attrs, dict) else None):
        if isinstance(text, str) and text:
            yield _Item({"type": "text", "text": text}, path, run)


def _json(filler: Fragment | None) -> Nodes:
    return [cast(dict[str, Any], node.to_json()) for node in filler.content] if filler else []


def _added(node: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in changes.items() if key not in node and value}


def _may_hold(parent: NodeType, kind: NodeType) -> bool:
    return any(edge.type == kind for edge in _edges(parent))


def _edges(parent: NodeType) -> list[Any]:
    first = parent.content_match.next
    return [*first, *(edge for step in first for edge in step.next.next)]


def _wrapper(parent: NodeType, kind: NodeType) -> NodeType | None:
    route = parent.content_match.find_wrapping(kind)
    return route[0] if route else None


def _wrap(placed: list[_Item], item: _Item, wrapper: str) -> None:
    last = placed[-1] if placed else None
    if last and last.inner is not None and last.node["type"] == wrapper and last.run == item.run:
        last.inner.append(item)
    else:
        placed.append(_Item({"type": wrapper}, item.path, item.run, [item]))
