"""Two texts compared in words that an editor understands: what stays, what comes, what goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import lxml.html
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.richtext import Nodes, is_internal, plain_text, safe_source, safe_url
from insights.richtext.sanitising import SILENT, TAGS
from insights.sections.richtext import every_node

SHOWN_WORDS = 12
IMPLIED = {"html", "head", "body"}
PARTS: Mapping[str, Promise] = {
    "paragraph": _("paragraphs"),
    "heading": _("headings"),
    "bulletList": _("bullet lists"),
    "orderedList": _("numbered lists"),
    "listItem": _("list items"),
    "blockquote": _("quotes"),
    "codeBlock": _("code blocks"),
    "horizontalRule": _("dividing lines"),
    "table": _("tables"),
    "tableRow": _("table rows"),
    "image": _("pictures"),
    "set": _("blocks of another program"),
    "link": _("linked passages"),
    "bold": _("bold passages"),
    "italic": _("italic passages"),
}


class Change(NamedTuple):
    """How often a part occurs before and after."""

    label: Promise
    before: int
    after: int


class Comparison(NamedTuple):
    """`added` and `removed` are the numbers of words, `coming` and `going` the first of them."""

    words: int
    added: int
    removed: int
    coming: str
    going: str
    same_words: bool
    changes: list[Change]


class Left(NamedTuple):
    """What of a source has no place in rich text: elements with what is in them, elements without, and numbers."""

    whole: list[str]
    marks: list[str]
    pictures: int
    links: int
    looks: int

    @property
    def is_something(self) -> bool:
        return any(self)


def compare(before: Nodes, after: Nodes) -> Comparison:
    """Two texts, by their words and by what they are made of."""
    old, new = plain_text(before).split(), plain_text(after).split()
    removed, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    first, second = _parts(before), _parts(after)
    changes = [Change(label, first[name], second[name]) for name, label in PARTS.items() if first[name] != second[name]]
    return Comparison(
        len(new), added.total(), removed.total(), _some(new, added), _some(old, removed), old == new, changes
    )


def left_out(source: str) -> Left:
    """What a source holds that rich text does not; readers do not get it today either."""
    elements = [element for element in _elements(source) if element.tag not in IMPLIED]
    tags = Counter(element.tag for element in elements)
    links = [element.get("href") for element in elements if element.tag == "a" and element.get("href")]
    return Left(
        [f"{count} × <{tag}>" for tag, count in tags.items() if tag in SILENT],
        [f"{count} × <{tag}>" for tag, count in tags.items() if tag not in TAGS | SILENT],
        sum(element.tag == "img" and safe_source(element.get("src")) is None for element in elements),
        sum(safe_url(href) is None and not is_internal(href) for href in links),
        sum(name in element.attrib for element in elements for name in ("style", "class", "id")),
    )


def _elements(source: str) -> Iterator[Any]:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    document = lxml.html.document_fromstring(f"<html><body>{source}</body></html>", parser=parser)
    return (element for element in document.iter() if isinstance(element.tag, str))


def _parts(nodes: Nodes) -> Counter[str]:
    parts: Counter[str] = Counter()
    for node in every_node(nodes):
        parts.update([node["type"], *(mark["type"] for mark in node.get("marks") or [])])
    return parts


def _some(words: list[str], among: Counter[str]) -> str:
    """The first words that are only on this side, in their order."""
    found = [word for word in words if word in among]
    return " ".join(found[:SHOWN_WORDS]) + (" …" if len(found) > SHOWN_WORDS else "")
