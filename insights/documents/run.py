"""A whole import: every document on its own, so that one bad file never stops the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from insights.documents.convert import convert
from insights.documents.model import Document, DocumentError, Note
from insights.documents.parse import parse
from insights.documents.reading import SourceFile
from insights.documents.report import Entry, Report
from insights.documents.save import Outcome, save


class DryRunError(Exception):
    """Rolls a document back after it has been saved for the report's sake."""


def import_files(
    files: Iterable[SourceFile],
    *,
    as_draft: bool = False,
    dry_run: bool = False,
) -> Report:
    """Import each file in a transaction of its own. With `dry_run` everything happens and nothing stays."""
    report = Report()
    seen: dict[UUID, str] = {}
    for file in files:
        report.entries.append(import_file(file, seen, as_draft=as_draft, dry_run=dry_run))
    return report


def import_file(file: SourceFile, seen: dict[UUID, str], *, as_draft: bool, dry_run: bool) -> Entry:
    """One file's entry of the report; a document that cannot be taken is an entry too.

    `seen` maps the ids of this run to their files: two files of one id would overwrite each other at every run.
    """
    try:
        document = parse(file)
        if (other := seen.setdefault(document.id, file.name)) != file.name:
            raise DocumentError(f"the file {other} has the same id", path="id")
        return _import_document(document, file.name, as_draft=as_draft, dry_run=dry_run)
    except DocumentError as error:
        note = Note(error.path, error.message, error.line)
        return Entry(file.name, Outcome.FAILED, notes=[note])


def _import_document(document: Document, name: str, *, as_draft: bool, dry_run: bool) -> Entry:
    converted = convert(document)
    entry = Entry(name, Outcome.FAILED, document.title, document.slug, converted.notes, document.lines)
    try:
        with transaction.atomic():
            outcome, notes = save(converted, as_draft=as_draft)
            entry = replace(entry, outcome=outcome, notes=[*converted.notes, *notes])
            if dry_run:
                raise DryRunError
    except DryRunError:
        pass
    return entry
