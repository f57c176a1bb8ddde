"""HTML to rich text: the sanitised tree becomes nodes by the schema's element names, then `repair` makes them fit.

Spaces inside a paragraph are kept. A run of white space with a line break in it is layout: one space between words,
nothing at the edge of a block. Wrappers such as div vanish but still part the text before them from the text inside.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import lxml.etree
import lxml.html

from insights.richtext.limits import content_of
from insights.richtext.links import safe_source
from insights.richtext.problems import Nodes
from insights.richtext.repairs import repair
from insights.richtext.runs import Run
from insights.richtext.sanitising import ALIGN, ALIGN_CLASS, sanitise
from insights.richtext.schema import MARK_OF_TAG, MARKS, NODE_OF_TAG, NODES, RANK, TEXTBLOCKS
from insights.richtext.source import SET_ATTRIBUTE
from insights.richtext.stored import Node, is_bare_image

Element = Any
MEANINGLESS_WHEN_EMPTY = frozenset({"bulletList", "orderedList", "table"})


def from_html(html: str) -> Nodes:
    """Valid nodes from any HTML. Raises RichTextError for more than `MAX_BYTES`, too deep nesting, and NUL."""
    clean = sanitise(html)
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    body = lxml.html.document_fromstring(f"<html><body><div>{clean}</div></body></html>", parser=parser).body
    reader = _Reader()
    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        (reader.start if event == "start" else reader.end)(element)
    return repair(content_of(reader.finish()))[0]


class _Frame:
    """A block that is open: its node, and the inline run that waits to be closed."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.content: Nodes = []
        self.run = Run(raw=node["type"] == "codeBlock")

    def boundary(self) -> None:
        """The end of a run of words: in a container they become a paragraph, or images that stand alone."""
        if self.node["type"] in TEXTBLOCKS:
            self.run.text("\n", [])
            return
        items = self.run.close()
        words = [item for item in items if not item.get("text", "x").isspace()]
        if all(map(is_bare_image, words)):
            self.content += words
        else:
            self.content.append({"type": "paragraph", "content": items})

    def finish(self) -> Node:
        """The node with its content; an empty one has no such key."""
        if self.node["type"] in TEXTBLOCKS:
            self.content += self.run.close()
        else:
            self.boundary()
        return self.node | ({"content": self.content} if self.content else {})


class _Reader:
    """Walks the tree with a stack of open blocks and of open marks."""

    def __init__(self) -> None:
        self.frames = [_Frame({"type": "doc"})]
        self.marks: list[Node | None] = []

    def start(self, element: Element) -> None:
        tag, frame = element.tag, self.frames[-1]
        if tag in MARK_OF_TAG:
            self.mark(element)
        elif tag not in NODE_OF_TAG:
            frame.boundary()
            frame.content += _set_of(element)
        elif NODES[NODE_OF_TAG[tag]].inline:
            self.leaf(element)
        else:
            self.open(element)
        self.text(element.text)

    def end(self, element: Element) -> None:
        name = NODE_OF_TAG.get(element.tag)
        if element.tag in MARK_OF_TAG:
            self.marks.pop()
        elif name is None:
            self.frames[-1].boundary()
        elif not NODES[name].inline:
            self.close(element)
        self.text(element.tail)

    def open(self, element: Element) -> None:
        """A block begins: what came before it in the parent is finished."""
        frame = self.frames[-1]
        frame.boundary()
        if frame.node["type"] in TEXTBLOCKS:
            frame.content += frame.run.close()
        self.frames.append(_Frame(_node(NODE_OF_TAG[element.tag], _block_attrs(element))))

    def close(self, element: Element) -> None:
        node = self.frames.pop().finish()
        if "content" in node or node["type"] not in MEANINGLESS_WHEN_EMPTY:
            self.frames[-1].content.append(node)

    def mark(self, element: Element) -> None:
        """A mark begins. Inside code the element only names the language."""
        frame, name = self.frames[-1], MARK_OF_TAG[element.tag]
        given = {key: element.get(key) for key in MARKS[name].attrs if element.get(key) is not None}
        bad = any(attr.required and key not in given for key, attr in MARKS[name].attrs.items())
        if frame.node["type"] == "codeBlock":
            language = element.get("class", "")
            if language.startswith("language-"):
                frame.node["attrs"] = {"language": language.removeprefix("language-")}
            bad = True
        self.marks.append(None if bad else _node(name, given))

    def leaf(self, element: Element) -> None:
        """A line break or an image; of an image without a usable path the description stays, as words."""
        name, run = NODE_OF_TAG[element.tag], self.frames[-1].run
        if not NODES[name].standalone:
            run.leaf(_node(name, {}), self.active())
            return
        source = unquote(element.get("src", ""))
        given = {"src": source} | {key: element.get(key) for key in ("alt", "title") if element.get(key) is not None}
        if safe_source(source):
            run.leaf(_node(name, given), self.active())
        else:
            self.text(given.get("alt"))

    def text(self, text: str | None) -> None:
        if text:
            self.frames[-1].run.text(text, self.active())

    def active(self) -> Nodes:
        """The open marks in the schema's order, each once; none inside code."""
        if self.frames[-1].run.raw:
            return []
        marks = {mark["type"]: mark for mark in self.marks if mark}
        return sorted(marks.values(), key=lambda mark: RANK[mark["type"]])

    def finish(self) -> Node:
        return self.frames[0].finish()


def _node(name: str, attrs: dict[str, Any]) -> Node:
    return {"type": name, "attrs": attrs} if attrs else {"type": name}


def _set_of(element: Element) -> Nodes:
    """The opaque set that an editor carries along as `<div data-set>`."""
    try:
        attrs = json.loads(element.get(SET_ATTRIBUTE, ""))
    except (ValueError, RecursionError):
        return []
    return [_node("set", attrs)] if isinstance(attrs, dict) else []


def _block_attrs(element: Element) -> dict[str, Any]:
    """Attributes of a block from those of its element; h1 is read as the highest level a text may have."""
    name = NODE_OF_TAG[element.tag]
    attrs: dict[str, Any] = {}
    if "textAlign" in NODES[name].attrs and (align := _align(element)):
        attrs["textAlign"] = align
    if name == "heading":
        attrs["level"] = max(2, int(element.tag[1]))
    for key in ("start", "colspan", "rowspan"):
        if key in NODES[name].attrs and (number := _number(element.get(key, ""))) is not None:
            attrs[key] = number
    widths = [_number(width) for width in element.get("colwidth", "").split(",")]
    return attrs | ({"colwidth": widths} if "colwidth" in element.attrib and None not in widths else {})


def _align(element: Element) -> str | None:
    style = ALIGN.search(element.get("style", "")) or ALIGN_CLASS.fullmatch(element.get("class", ""))
    return (style[1] if style else element.get("align", "")).lower() or None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
