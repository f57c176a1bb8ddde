"""Rich text as Markdown that reads back as what it was, as far as Markdown has words for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from insights.richtext import stored
from insights.richtext.headings import Levels
from insights.richtext.inline import marks_of
from insights.richtext.limits import MAX_DEPTH
from insights.richtext.links import is_internal, safe_source, safe_url
from insights.richtext.words import CONTROLS, plain_text

Address = Callable[[str], str | None]
SIGNS = {"bold": "**", "italic": "*", "strike": "~~"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)]))", re.M)
_RUN = re.compile("`+")


def escape(text: str) -> str:
    """Words as Markdown that says just these words, on a line of their own or within one."""
    plain = _SPECIAL.sub(r"\\\1", CONTROLS.sub("", text).replace("\r", ""))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", plain)


def destination(url: str) -> str:
    """An address as a link's destination, whatever brackets it holds."""
    return re.sub(r"[()<>\s\\]", lambda m: f"%{ord(m[0]):02X}", url)


class MarkdownWriter:
    """Writes the rich texts of one document.

    `image(src)` tells where a picture's file is, `link(href)` turns an address into a full one; what either answers
    with None loses its address and keeps its words. `top` is the level of the highest heading.
    """

    def __init__(self, image: Address | None = None, link: Address | None = None, top: int = 2) -> None:
        self._image, self._link, self._top = image, link, top
        self._page: Levels | None = None
        self._levels = Levels([], top)

    def share_levels(self, documents: Iterable[Any]) -> None:
        """Put the headings of these documents on one scale, as the page does."""
        self._page = Levels.shared(documents, self._top)

    def markdown(self, nodes: Any, top: int | None = None) -> str:
        """Markdown of a list of nodes or a `doc`; never raises, whatever was stored."""
        content = nodes.get("content") if isinstance(nodes, dict) else nodes
        content = content if isinstance(content, list) else []
        self._levels = Levels(content, top or self._top) if top or not self._page else self._page
        return self._blocks(content, 1)

    @staticmethod
    def line(text: str) -> str:
        """Plain words on one line, such as those of a heading."""
        return escape(" ".join(text.split()))

    def picture(self, src: Any, alt: str, caption: str = "") -> str:
        """A picture, or its description where there is no file."""
        source = safe_source(src)
        url = self._image(source) if source and self._image else None
        words = self.line(alt)
        shown = f"![{words}]({destination(url)})" if url else words
        return "\n\n".join(filter(None, (shown, self.line(caption))))

    def _blocks(self, nodes: Iterable[Any], depth: int) -> str:
        if depth > MAX_DEPTH:
            return ""
        printed = (self._block(node, depth) for node in _dicts(nodes))
        return "\n\n".join(filter(None, printed))

    def _block(self, node: dict[str, Any], depth: int) -> str:
        printer = PRINTERS.get(stored.string(node.get("type")))
        return printer(self, node, depth) if printer else self._other(node, depth)

    def _other(self, node: dict[str, Any], depth: int) -> str:
        if stored.is_a(node, "set"):
            return ""
        return self._blocks(stored.content(node), depth + 1) or self._inline([node]).strip()

    def _paragraph(self, node: dict[str, Any], depth: int) -> str:
        return self._inline(stored.content(node)).strip()

    def _heading(self, node: dict[str, Any], depth: int) -> str:
        children = stored.content(node)
        without = "bold" if all(map(stored.is_bold, children)) else ""
        words = " ".join(self._inline(children, without).replace("\\\n", " ").split())
        return f"{'#' * self._levels.printed(stored.level(node))} {words}" if words else ""

    def _bullets(self, node: dict[str, Any], depth: int) -> str:
        return self._items(node, depth, lambda at: "-")

    def _numbers(self, node: dict[str, Any], depth: int) -> str:
        start = stored.attrs(node).get("start", 1)
        start = start if type(start) is int and 0 <= start < 10**6 else 1
        return self._items(node, depth, lambda at: f"{start + at}.")

    def _items(self, node: dict[str, Any], depth: int, sign: Callable[[int], str]) -> str:
        texts = [self._blocks(stored.content(item), depth + 1) for item in _nodes(node)]
        lines = [_indent(text, f"{sign(at)} ", " " * (len(sign(at)) + 1)) for at, text in enumerate(texts)]
        return ("\n\n" if any("\n\n" in text for text in texts) else "\n").join(lines)

    def _quote(self, node: dict[str, Any], depth: int) -> str:
        return _indent(self._blocks(stored.content(node), depth + 1), "> ", "> ")

    def _code(self, node: dict[str, Any], depth: int) -> str:
        text = CONTROLS.sub("", "".join(stored.string(child.get("text")) for child in _nodes(node)))
        fence = "`" * max(3, *(len(run) + 1 for run in _RUN.findall(text)), 3)
        return f"{fence}\n{text}\n{fence}"

    def _rule(self, node: dict[str, Any], depth: int) -> str:
        return "---"

    def _table(self, node: dict[str, Any], depth: int) -> str:
        rows = [[self._cell(cell, depth) for cell in _nodes(row)] for row in _nodes(node)]
        width = max(map(len, rows), default=0)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows if row]
        return "\n".join([*lines[:1], f"|{' --- |' * width}", *lines[1:]]) if lines else ""

    def _cell(self, node: dict[str, Any], depth: int) -> str:
        words = " ".join(self._blocks(stored.content(node), depth + 2).replace("\\\n", " ").split())
        return re.sub(r"(?<!\\)\|", r"\\|", words)

    def _inline(self, children: list[Any], without: str = "") -> str:
        parts: list[str] = []
        opened: list[tuple[str, str]] = []
        for node in _dicts(children):
            text, signs = self._leaf(node), self._signs(node, without)
            lead, core, tail = _edges(text)
            _step(parts, opened, signs if not lead else [])
            parts.append(lead)
            _step(parts, opened, signs if core else [])
            parts.append(core)
            if tail:
                _step(parts, opened, [])
                parts.append(tail)
        _step(parts, opened, [])
        return "".join(parts)

    def _leaf(self, node: dict[str, Any]) -> str:
        if stored.is_a(node, "hardBreak"):
            return "\\\n"
        if stored.is_a(node, "image"):
            attrs = stored.attrs(node)
            return self.picture(attrs.get("src"), stored.string(attrs.get("alt")))
        text = CONTROLS.sub("", stored.string(node.get("text")) or plain_text(node))
        if any(mark["type"] == "code" for mark in marks_of(node)):
            return _code_span(text)
        return escape(text.replace("\n", " "))

    def _signs(self, node: dict[str, Any], without: str) -> list[tuple[str, str]]:
        """What opens and closes each of a node's marks, outermost first."""
        found = []
        for mark in marks_of(node):
            if mark["type"] == "link" and (url := self._address(stored.attrs(mark).get("href"))):
                found.append(("[", f"]({destination(url)})"))
            elif mark["type"] != without and (sign := SIGNS.get(mark["type"])):
                found.append((sign, sign))
        return found

    def _address(self, href: Any) -> str | None:
        url = None if is_internal(href) else safe_url(href)
        return self._link(url) if url and self._link else url


Printer = Callable[[MarkdownWriter, dict[str, Any], int], str]
PRINTERS: dict[str, Printer] = {
    "paragraph": MarkdownWriter._paragraph,
    "heading": MarkdownWriter._heading,
    "bulletList": MarkdownWriter._bullets,
    "orderedList": MarkdownWriter._numbers,
    "blockquote": MarkdownWriter._quote,
    "codeBlock": MarkdownWriter._code,
    "horizontalRule": MarkdownWriter._rule,
    "table": MarkdownWriter._table,
}


def _dicts(nodes: Iterable[Any]) -> list[dict[str, Any]]:
    return [node for node in nodes if isinstance(node, dict)]


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return _dicts(stored.content(node))


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([f"{first}{lines[0]}", *(f"{rest}{line}" if line else rest.rstrip() for line in lines[1:])])


def _edges(text: str) -> tuple[str, str, str]:
    """White space at the ends of emphasis would keep it from being read as such; it stands outside."""
    core = text.strip(" \t\u00a0") if text != "\\\n" else text
    start = text.index(core) if core else len(text)
    return text[:start], core, text[start + len(core) :]


def _code_span(text: str) -> str:
    fence = "`" * (max((len(run) for run in _RUN.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("\n", " ") if text.strip() else text


def _step(parts: list[str], opened: list[tuple[str, str]], signs: list[tuple[str, str]]) -> None:
    """Close the marks that end here and open those that begin; common outer ones stay open."""
    common = 0
    while common < min(len(signs), len(opened)) and signs[common] == opened[common]:
        common += 1
    while len(opened) > common:
        parts.append(opened.pop()[1])
    for sign in signs[common:]:
        parts.append(sign[0])
        opened.append(sign)
