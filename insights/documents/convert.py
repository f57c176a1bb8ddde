"""From a parsed document to what the database holds, still without the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from insights.documents.model import Document, DocumentError, Note, RawSet
from insights.sections.base import Section
from insights.sections.registry import kind_class, kind_name

UNSUPPORTED = "unsupported"


@dataclass
class Converted:
    """A document's sections, ready to be inserted, and what had to be noted on the way."""

    document: Document
    sections: list[Section]
    notes: list[Note] = field(default_factory=list)

    def digest(self, *, as_draft: bool = False) -> str:
        """Changes when anything that would be stored changes: the document's words or our reading of them.

        A document that says itself that it is not published is a draft either way.
        """
        stored = [(s.uid, s.kind, s.enabled, s.data, s.derived) for s in self.sections]
        held_back = as_draft and self.document.published
        text = json.dumps([self.document.digest, stored, held_back], sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def convert(document: Document) -> Converted:
    """Each set as a section of its kind; sets of unknown types are kept whole. Raises DocumentError."""
    notes = list(document.notes)
    sections = [_section(position, raw, notes) for position, raw in enumerate(document.sets)]
    return Converted(document, sections, notes)


def _section(position: int, raw: RawSet, notes: list[Note]) -> Section:
    name = kind_name(raw.type)
    kind = kind_class(name)
    section = kind(uid=raw.uid, kind=name, position=position, enabled=raw.enabled)
    if kind is Section:
        section.kind, section.data = _kind_of_unknown(raw.type), {"type": raw.type, **raw.values}
        notes.append(Note(f"{raw.path}.type", f"“{raw.type[:80]}” is no kind of section here; kept for the export"))
    else:
        notes += _fill(section, raw)
    try:
        section.prepare()
    except ValidationError as error:
        raise DocumentError("; ".join(error.messages), path=raw.path) from error
    notes += [Note(f"{raw.path}.{path}", message) for path, message in section.remarks()]
    return section


def _fill(section: Section, raw: RawSet) -> list[Note]:
    try:
        section.data, found = section.Form.salvage(raw.values)
    except ValidationError as error:
        raise DocumentError("; ".join(error.messages), path=raw.path) from error
    return [Note(f"{raw.path}.{path}", message) for path, message in found]


def _kind_of_unknown(type_: str) -> str:
    plain = type_.isascii() and type_.replace("-", "_").isidentifier() and len(type_) <= 64
    return type_ if plain else UNSUPPORTED
