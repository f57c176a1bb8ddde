"""The middle of a plain-text file: headings, paragraphs and lists, as rich-text nodes."""

from typing import Any

from insights.documents.textlines import LIST_ITEM, LONG, Block, like_heading

Node = dict[str, Any]
HEADING_LEVEL = 3


def body_nodes(parts: list[Block]) -> list[Node]:
    """Nodes for the blocks of a body. No word is changed; only spaces around a line go."""
    nodes: list[Node] = []
    for block, heading in zip(parts, headings(parts), strict=True):
        rest = block.lines
        if heading:
            level = {"textAlign": "left", "level": HEADING_LEVEL}
            nodes.append({"type": "heading", "attrs": level, "content": _text(rest[0])})
            rest = rest[1:]
        _add(nodes, rest)
    return nodes


def headings(parts: list[Block]) -> list[bool]:
    """For each block whether its first line is a heading.

    A heading looks like one and either stands directly above a longer line that does not, or stands alone
    above a block that looks like none or is itself headed. So short lines that lead nowhere stay paragraphs.
    """
    found: list[bool] = []
    below: Block | None = None
    for block in reversed(parts):
        found.append(_headed(block, below, below_headed=bool(found and found[-1])))
        below = block
    return found[::-1]


def _headed(block: Block, below: Block | None, *, below_headed: bool) -> bool:
    first, *rest = block.lines
    if not like_heading(first):
        return False
    if rest:
        return len(rest[0]) > len(first) and not like_heading(rest[0]) and not LIST_ITEM.fullmatch(rest[0])
    return below is not None and (below_headed or not like_heading(below.lines[0]))


def _add(nodes: list[Node], lines: tuple[str, ...]) -> None:
    """Add the nodes of some lines. Lines broken at a margin are one paragraph, long lines are one each."""
    broken = all(len(line) <= LONG for line in lines)
    fresh = True
    for line in lines:
        item = LIST_ITEM.fullmatch(line)
        if item:
            _add_item(nodes, item["number"], item["text"])
        elif broken and not fresh:
            _continue(nodes[-1], line)
        else:
            nodes.append(_paragraph(line))
        fresh = False


def _add_item(nodes: list[Node], number: str | None, text: str) -> None:
    kind = "orderedList" if number else "bulletList"
    last = nodes[-1] if nodes else {}
    start = last.get("attrs", {}).get("start", 1)
    follows = last.get("type") == kind and (not number or int(number) == start + len(last["content"]))
    if not follows:
        attrs = {"attrs": {"start": int(number)}} if number else {}
        nodes.append({"type": kind, **attrs, "content": []})
    nodes[-1]["content"].append({"type": "listItem", "content": [_paragraph(text)]})


def _continue(node: Node, line: str) -> None:
    """Put a line behind the last paragraph, which may be the last item's of a list."""
    while node["content"][-1]["type"] != "text":
        node = node["content"][-1]
    node["content"][-1]["text"] += f" {line}"


def _paragraph(text: str) -> Node:
    return {"type": "paragraph", "attrs": {"textAlign": "left"}, "content": _text(text)}


def _text(text: str) -> list[Node]:
    return [{"type": "text", "text": text}]
