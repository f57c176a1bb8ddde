"""Texts as blocks: paragraphs, headings, list items, pictures; and what of one is another way in the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from insights.richtext import safe_source

SHOWN = 60  # characters of a passage that a note names
LABELS: Mapping[str, Promise] = {
    "paragraph": gettext_lazy("Paragraph"),
    "bulletList": gettext_lazy("List item"),
    "orderedList": gettext_lazy("Numbered item"),
    "blockquote": pgettext_lazy("rich text", "Quote"),
    "codeBlock": gettext_lazy("Code"),
    "horizontalRule": gettext_lazy("Dividing line"),
    "table": gettext_lazy("Table cell"),
    "image": gettext_lazy("Picture"),
    "set": gettext_lazy("Block of another program"),
}
MARKS: Mapping[str, Promise] = {
    "bold": gettext_lazy("Bold"),
    "italic": gettext_lazy("Italic"),
    "underline": gettext_lazy("Underlined"),
    "strike": gettext_lazy("Struck through"),
    "code": pgettext_lazy("rich text", "Code letters"),
    "subscript": gettext_lazy("Subscript"),
    "superscript": gettext_lazy("Superscript"),
    "small": gettext_lazy("Small"),
}
NAMING = ("bulletList", "orderedList", "blockquote", "table")  # what is in one of these is called after it
Chain = tuple[tuple[str, str], ...]


class Block(NamedTuple):
    """One block: its words, and all else about it that can be compared. Equal blocks look alike to a reader."""

    text: str
    label: str = ""
    picture: str = ""
    links: tuple[tuple[str, str], ...] = ()  # words, address
    marks: tuple[tuple[str, str], ...] = ()  # name, words
    chain: Chain = ()  # the nodes it stands in, itself last, with what they carry


def lines(value: Any) -> list[Block]:
    """Plain text, line by line; anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, indent=1, ensure_ascii=False) if value else ""
    return [Block(line) for line in text.replace("\r\n", "\n").split("\n")] if text else []


def blocks(nodes: Any) -> list[Block]:
    """Rich text, whatever was stored."""
    return list(_blocks(nodes, ())) if isinstance(nodes, list) else lines(nodes)


def notes(before: Block, after: Block) -> list[str]:
    """What is another way about a block, beside its words."""
    found = []
    if before.label != after.label:
        found.append(_("%(before)s is now %(after)s.") % {"before": before.label, "after": after.label})
    found += _link_notes(before, after)
    found += _mark_notes(before, after)
    if not found and before.chain != after.chain:
        found.append(_("Set another way: alignment, nesting or the like."))
    return found


def _blocks(nodes: Iterable[Any], chain: Chain) -> Iterator[Block]:
    for node in nodes:
        if not isinstance(node, dict):
            continue
        name, content = str(node.get("type")), node.get("content") or []
        here = (*chain, (name, _carried(node)))
        if name in {"paragraph", "heading", "codeBlock"}:
            yield from _textblock(content, here, _label(node, chain))
        elif name == "image":
            yield _picture(node, here)
        elif content:
            yield from _blocks(content, here)
        elif name in LABELS:
            yield Block("", _label(node, chain), chain=here)


def _textblock(content: list[Any], chain: Chain, label: str) -> Iterator[Block]:
    inline = [node for node in content if isinstance(node, dict)]
    links = tuple(pair for node in inline for pair in _links(node))
    marks = tuple(pair for node in inline for pair in _marks(node))
    text = "".join("\n" if node.get("type") == "hardBreak" else str(node.get("text") or "") for node in inline)
    pictures = [_picture(node, chain) for node in inline if node.get("type") == "image"]
    if text or not pictures:
        yield Block(text, label, "", links, marks, chain)
    yield from pictures


def _picture(node: dict[str, Any], chain: Chain) -> Block:
    attrs = node.get("attrs") or {}
    path = safe_source(attrs.get("src")) or ""
    return Block(str(attrs.get("alt") or ""), str(LABELS["image"]), path, chain=chain)


def _label(node: dict[str, Any], chain: Chain) -> str:
    name = str(node.get("type"))
    if name == "heading":
        return _("Heading %s") % (node.get("attrs") or {}).get("level", "")
    around = [outer for outer, _attrs in chain if outer in NAMING]
    return str(LABELS.get(around[-1] if around and name == "paragraph" else name, ""))


def _carried(node: dict[str, Any]) -> str:
    usual = (("textAlign", "left"),)
    attrs = (node.get("attrs") or {}).items()
    kept = {name: value for name, value in attrs if value is not None and (name, value) not in usual}
    return json.dumps(kept, sort_keys=True) if kept else ""


def _links(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for mark in node.get("marks") or []:
        if mark.get("type") == "link":
            yield str(node.get("text") or ""), str((mark.get("attrs") or {}).get("href") or "")


def _marks(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for mark in node.get("marks") or []:
        if mark.get("type") in MARKS:
            yield mark["type"], str(node.get("text") or "")


def _link_notes(before: Block, after: Block) -> Iterator[str]:
    """Links to where none led, and the other way round; that the words of a link changed is seen in the words."""
    gone, come = Counter(before.links) - Counter(after.links), Counter(after.links) - Counter(before.links)
    both = {url for _words, url in gone} & {url for _words, url in come}
    was = {words: url for words, url in gone if url not in both}
    for words, url in come:
        told = {"words": _short(words), "url": url, "before": was.get(words, "")}
        if words in was:
            del was[words]
            yield _("The link “%(words)s” leads to %(url)s, before to %(before)s.") % told
        elif url not in both:
            yield _("New link: “%(words)s” to %(url)s.") % told
    for words, url in was.items():
        yield _("No link any more: “%(words)s” to %(url)s.") % {"words": _short(words), "url": url}


def _mark_notes(before: Block, after: Block) -> Iterator[str]:
    """With the same words, which of them; with others, only that there are more or fewer."""
    gone, come = Counter(before.marks) - Counter(after.marks), Counter(after.marks) - Counter(before.marks)
    if before.text == after.text:
        for (name, words), _count in come.items():
            yield _("%(format)s now: “%(words)s”.") % {"format": MARKS[name], "words": _short(words)}
        for (name, words), _count in gone.items():
            yield _("Not %(format)s any more: “%(words)s”.") % {
                "format": str(MARKS[name]).lower(),
                "words": _short(words),
            }
        return
    counts = [Counter(name for name, _words in block.marks) for block in (before, after)]
    for name, label in MARKS.items():
        if counts[0][name] != counts[1][name]:
            told = {"format": label, "before": counts[0][name], "after": counts[1][name]}
            yield _("%(format)s: %(after)d passages, before %(before)d.") % told


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
