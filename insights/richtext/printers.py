"""How blocks print that need more than their element around their children. Used by the renderer alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from insights.richtext import stored
from insights.richtext.attributes import ALIGNMENTS, LANGUAGE
from insights.richtext.inline import attributes
from insights.richtext.limits import MAX_DEPTH
from insights.richtext.schema import NODES, Kind, kind_of
from insights.richtext.stored import Node
from insights.richtext.words import plain_text

if TYPE_CHECKING:
    from insights.richtext.rendering import Renderer

Printer = Callable[["Renderer", Node, Kind, int], str]
ALIGN_CLASS = {name: f' class="align-{name}"' for name in ALIGNMENTS if name not in ("left", "start")}


def aligned(node: Node) -> str:
    """The class of an alignment other than the default."""
    attrs = node.get("attrs")
    align = attrs.get("textAlign") if isinstance(attrs, dict) else None
    return ALIGN_CLASS.get(align, "") if isinstance(align, str) else ""


def paragraph(page: Renderer, node: Node, kind: Kind, depth: int) -> str:
    children = stored.content(node)
    inside = page.inline(children)
    if not inside or inside.isspace():
        return ""
    if page.image and all(map(stored.is_bare_image, children)):
        return inside
    return f"<p{aligned(node)}>{inside}</p>"


def heading(page: Renderer, node: Node, kind: Kind, depth: int) -> str:
    children = stored.content(node)
    inside = page.inline(children, without="bold" if all(map(stored.is_bold, children)) else "")
    text = " ".join(plain_text(node).split())
    if not text:
        return inside.strip()
    level, name, _ = page.heading(stored.level(node), text)
    return f'<h{level} id="{name}"{aligned(node)}>{inside}</h{level}>'


def code_block(page: Renderer, node: Node, kind: Kind, depth: int) -> str:
    language = stored.string(stored.attrs(node).get("language"))
    before = str(kind.before)
    if LANGUAGE.fullmatch(language):
        before = before.replace("<code>", f'<code class="language-{language}">')
    return f"{before}{page.inline(stored.content(node))}{kind.after}"


def ordered_list(page: Renderer, node: Node, kind: Kind, depth: int) -> str:
    start = stored.attrs(node).get("start", 1)
    return page.plain(node, kind, depth, f' start="{start}"' if type(start) is int and start != 1 else "")


def list_item(page: Renderer, node: Node, kind: Kind, depth: int) -> str:
    return f"<{kind.tags[0]}>{_tight(page, node, depth)}</{kind.tags[0]}>"


def table(page: Renderer, node: Node, kind: Kind, depth: int) -> str:
    rows = [row for row in stored.content(node) if isinstance(row, dict)]
    if not rows or depth + 2 > MAX_DEPTH:
        return ""
    printed = [_row(page, row, depth + 1, is_first=at == 0) for at, row in enumerate(rows)]
    return f"{kind.before}{''.join(printed)}{kind.after}"


def cell(page: Renderer, node: Node, kind: Kind, depth: int, scope: str | None = None) -> str:
    given = stored.attrs(node)
    spans = {
        name: given.get(name) for name in ("colspan", "rowspan") if NODES["tableCell"].attrs[name].good(given.get(name))
    }
    shown: dict[str, Any] = {"scope": scope} | {name: span for name, span in spans.items() if span != 1}
    return f"<{kind.tags[0]}{attributes(shown)}>{_tight(page, node, depth)}</{kind.tags[0]}>"


def _row(page: Renderer, row: Node, depth: int, *, is_first: bool) -> str:
    printed = []
    for node in stored.content(row):
        kind = kind_of(node)
        if kind is None or not stored.is_a(node, "tableCell", "tableHeader"):
            printed += page.blocks([node], depth + 1)
        elif stored.is_a(node, "tableHeader"):
            printed.append(cell(page, node, kind, depth + 1, "col" if is_first else "row"))
        else:
            printed.append(cell(page, node, kind, depth + 1))
    return f"<tr>{''.join(printed)}</tr>"


def _tight(page: Renderer, node: Node, depth: int) -> str:
    """What an item or a cell holds: a plain first paragraph, alone or before a list, goes without its element."""
    children = [child for child in stored.content(node) if isinstance(child, dict)]
    first, rest = children[:1], children[1:]
    tight = all(stored.is_a(child, "paragraph") and not aligned(child) for child in first)
    if not tight or (rest and not stored.is_a(rest[0], "bulletList", "orderedList")):
        first, rest = [], children
    opening = page.inline(stored.content(first[0])) if first else ""
    return opening + "".join(page.blocks(rest, depth + 1))


PRINTERS: dict[str, Printer] = {
    "paragraph": paragraph,
    "heading": heading,
    "codeBlock": code_block,
    "listItem": list_item,
    "orderedList": ordered_list,
    "table": table,
    "tableCell": cell,
    "tableHeader": cell,
}
