"""What the editor in the browser is told of the schema, and how what it sends back is taken.

The browser builds its nodes and marks from this description, so that it can hold whatever may be stored and adds
nothing that may not.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from functools import cache
from typing import Any

from insights.richtext.attributes import ALIGNMENTS, Attr
from insights.richtext.equality import document
from insights.richtext.links import MAX_URL, SCHEMES, WEB_SCHEMES
from insights.richtext.problems import Nodes, RichTextError
from insights.richtext.schema import MARKS, NODES, STANDALONE, Kind

FAR = 10**8  # beyond the bounds of every number, so that mending it finds them


@cache
def schema() -> dict[str, Any]:
    """The schema for a script, as JSON."""
    return {
        "nodes": {name: _node(kind) for name, kind in NODES.items()},
        "marks": {name: _attrs(kind) for name, kind in MARKS.items()},
        "standalone": STANDALONE,
        "alignments": ALIGNMENTS,
        "links": {"web": sorted(WEB_SCHEMES), "other": sorted(SCHEMES - WEB_SCHEMES), "longest": MAX_URL},
    }


def _node(kind: Kind) -> dict[str, Any]:
    """One node; what is false or empty is left out."""
    facts = {
        "content": kind.content,
        "group": kind.group,
        "attrs": _attrs(kind),
        "inline": kind.inline,
        "opaque": kind.opaque,
        "unmarked": not kind.marks,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _attrs(kind: Kind) -> dict[str, Any]:
    return {name: _attr(attr) for name, attr in kind.attrs.items()} if not kind.opaque else {}


def _attr(attr: Attr) -> dict[str, Any]:
    """A default and, of a number, the bounds."""
    default = None if attr.required else attr.default
    bounds = {"min": attr.mend(-FAR), "max": attr.mend(FAR)} if isinstance(default, int) else {}
    return {"default": default, **bounds}


def over(before: Any, nodes: Nodes) -> Nodes:
    """The nodes, each as it stood before where it means the same: an edit of one block rewrites no other."""
    known: dict[str, deque[dict[str, Any]]] = defaultdict(deque)
    for node in before if isinstance(before, list) else ():
        known[_meaning(node)].append(node)
    return [found.popleft() if (found := known.get(_meaning(node))) else node for node in nodes]


def _meaning(node: Any) -> str:
    """Equal for nodes that parse to the same; what is no node means nothing that another could."""
    try:
        return json.dumps(document([node]).to_json(), sort_keys=True)
    except RichTextError:
        return f"no node {id(node)}"
