"""Text that looks cut off, as by a copy that missed the last line or an import that stopped early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _

from insights.publishing.findings import Check, at, brief
from insights.richtext import Nodes, plain_text
from insights.sections.base import Section
from insights.sections.fields import TextField

LONG = 60  # shorter lines are captions, names, list-like: they often end without a full stop
SENTENCES = 5000  # characters; a field that holds more holds a source
NOTE_MARK = re.compile(r"(?<=[.!?…”\"’)])[\d\u00b9\u00b2\u00b3\u2070-\u2079]+$")  # a footnote's number behind the stop
DOTS = re.compile(r"(?:…|\.\.\.)$")
OPEN_END = re.compile(r"(?:[,;–—(]|\b(?:and|or|but|the|an?|of|because|und|oder))$", re.IGNORECASE)
LETTER = re.compile(r"[^\W_\u0e00-\u0eff\u1780-\u17ff]$")  # Thai, Lao and Khmer end a sentence without a mark
ADDRESS = re.compile(r"://|www\.|@")  # in the last word
QUOTES = (("“", "”"), ("„", "“”"), ("«", "»"), ("「", "」"))


def findings(section: Section) -> Iterator[Check]:
    """Fields of one section whose text seems to end too early."""
    for passage in section.passages():
        if (last := _last_paragraph(passage.nodes)) and (reason := _why(last, is_prose=True)):
            yield at(section, passage.field, reason)
    for place in section.Form.places(section.data):
        if _is_long_text(place.field) and (reason := _why(place.value or "", is_prose=False)):
            yield at(section, place.path, reason)


def _is_long_text(field: object) -> bool:
    """A field for sentences, not a line and not the source of a whole text."""
    is_text = isinstance(field, TextField) and isinstance(field.widget, forms.Textarea)
    return is_text and (field.max_length or 0) <= SENTENCES  # type: ignore[attr-defined]


def _why(text: str, *, is_prose: bool) -> str:
    """What makes a text look cut off, with its last words; nothing if it looks whole."""
    text = NOTE_MARK.sub("", " ".join(text.split()))
    if len(text) <= LONG or ADDRESS.search(text.rpartition(" ")[2]):
        return ""
    end = _end(text)
    if DOTS.search(text):
        return _("The text ends in dots, as if it were cut off: “%s”") % end
    if OPEN_END.search(text) or (is_prose and LETTER.search(text)):
        return _("The text ends in the middle of a sentence: “%s”") % end
    if _opens_a_quote(text):
        return _("A quotation is opened and not closed: “%s”") % end
    return ""


def _last_paragraph(nodes: Nodes) -> str:
    """The words of the last block if it is a paragraph: lists, tables and headings end as they like."""
    blocks = [node for node in nodes if node.get("type") == "image" or plain_text(node)]
    return plain_text(blocks[-1]) if blocks and blocks[-1].get("type") == "paragraph" else ""


def _opens_a_quote(text: str) -> bool:
    for opening, closing in QUOTES:
        if text.count(opening) > sum(map(text.count, closing)) and not (opening == "“" and "„" in text):
            return True
    straight = re.findall(r'(?<!\d)"', text)
    return len(straight) % 2 == 1


def _end(text: str) -> str:
    return brief(text) if len(text) <= LONG else f"…{text[-40:].partition(' ')[2] or text[-40:]}"
