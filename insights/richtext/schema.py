"""The one schema: every node and mark, its attributes, its HTML, and what may stand in what.

Validation, repair, both HTML writers, the HTML reader and the sanitiser's allow-list all derive from `NODES` and
`MARKS`; a node or mark is added by one entry here. The content rules are compiled by the prosemirror library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from prosemirror.model import NodeType, Schema

from insights.richtext import attributes as a
from insights.richtext.attributes import Attr

Attrs = Mapping[str, Attr]


@dataclass(frozen=True)
class Kind:
    """One node or mark. `tags` are the HTML elements that mean it; the first one is printed.

    `before` and `after` replace the printed tags on public pages. An `opaque` node is kept as it is and never
    printed; a `standalone` one is inline but may also stand alone among blocks, as TipTap's images do.
    """

    tags: tuple[str, ...] = ()
    content: str = ""
    group: str = ""
    attrs: Attrs = field(default_factory=dict)
    marks: str = "_"
    inline: bool = False
    opaque: bool = False
    standalone: bool = False
    before: str | Promise = ""
    after: str = ""


ALIGNED: Attrs = {"textAlign": a.align}
CELL: Attrs = {"colspan": a.whole(1, 100, 1), "rowspan": a.whole(1, 1000, 1), "colwidth": a.widths}
SCROLLED = format_lazy('<div class="table" role="region" tabindex="0" aria-label="{}"><table>', _("Table"))

NODES: dict[str, Kind] = {
    "doc": Kind(content="block*"),
    "paragraph": Kind(("p",), "inline*", "block", ALIGNED),
    "heading": Kind(("h1", "h2", "h3", "h4", "h5", "h6"), "inline*", "block", {**ALIGNED, "level": a.level}),
    "bulletList": Kind(("ul",), "listItem+", "block"),
    "orderedList": Kind(("ol",), "listItem+", "block", {"start": a.whole(0, 999_999, 1)}),
    "listItem": Kind(("li",), "paragraph block*"),
    "blockquote": Kind(("blockquote",), "block+", "block"),
    "codeBlock": Kind(
        ("pre",),
        "text*",
        "block",
        {"language": a.language},
        "",
        before='<pre tabindex="0"><code>',
        after="</code></pre>",
    ),
    "horizontalRule": Kind(("hr",), "", "block"),
    "table": Kind(("table",), "tableRow+", "block", before=SCROLLED, after="</table></div>"),
    "tableRow": Kind(("tr",), "(tableCell | tableHeader)*"),
    "tableCell": Kind(("td",), "block+", "", CELL),
    "tableHeader": Kind(("th",), "block+", "", CELL),
    "set": Kind((), "", "block", {"id": a.anything, "enabled": a.anything, "values": a.anything}, opaque=True),
    "text": Kind((), "", "inline", inline=True),
    "hardBreak": Kind(("br",), "", "inline", inline=True),
    "image": Kind(
        ("img",),
        "",
        "inline",
        {"src": a.source, "alt": a.short_text(), "title": a.short_text()},
        inline=True,
        standalone=True,
    ),
}

MARKS: dict[str, Kind] = {
    "link": Kind(("a",), attrs={"href": a.href, "rel": a.rel, "target": a.target, "title": a.short_text()}),
    "bold": Kind(("strong", "b")),
    "italic": Kind(("em", "i")),
    "underline": Kind(("u", "ins")),
    "strike": Kind(("s", "del", "strike")),
    "code": Kind(("code", "kbd", "samp")),
    "subscript": Kind(("sub",)),
    "superscript": Kind(("sup",)),
    "small": Kind(("small",)),
}

RANK = {name: rank for rank, name in enumerate(MARKS)}
NODE_OF_TAG = {tag: name for name, kind in NODES.items() for tag in kind.tags}
MARK_OF_TAG = {tag: name for name, kind in MARKS.items() for tag in kind.tags}
STANDALONE = {name: f"{name}Block" for name, kind in NODES.items() if kind.standalone}


def _attr_specs(kind: Kind) -> dict[str, Any]:
    return {
        name: {"validate": attr.demand} | ({} if attr.required else {"default": attr.default})
        for name, attr in kind.attrs.items()
    }


def _node_spec(kind: Kind) -> dict[str, Any]:
    spec: dict[str, Any] = {"content": kind.content, "attrs": _attr_specs(kind), "inline": kind.inline}
    if kind.group:
        spec["group"] = kind.group
    return spec | ({} if kind.inline else {"marks": kind.marks})


def _compile() -> Schema[Any, Any]:
    nodes = {name: _node_spec(kind) for name, kind in NODES.items()}
    for name, block in STANDALONE.items():
        nodes[block] = {**nodes[name], "inline": False, "group": "block"}
    spec: Any = {"nodes": nodes, "marks": {name: {"attrs": _attr_specs(kind)} for name, kind in MARKS.items()}}
    return Schema(spec)


SCHEMA = _compile()
DOC: NodeType = SCHEMA.nodes["doc"]
TEXTBLOCKS = frozenset(name for name in NODES if SCHEMA.nodes[name].is_textblock)


def node_type(name: Any, parent: NodeType) -> NodeType | None:
    """The type of a node called `name` inside `parent`, or None when the schema has no such node."""
    if not isinstance(name, str) or name == "doc" or name not in NODES:
        return None
    if name in STANDALONE and not parent.inline_content:
        name = STANDALONE[name]
    return SCHEMA.nodes[name]


def kind_of(node: Any) -> Kind | None:
    """The entry of a node whatever was stored there: None for what is not a node of this schema."""
    name = node.get("type") if isinstance(node, dict) else None
    return NODES.get(name) if isinstance(name, str) else None
