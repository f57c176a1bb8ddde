"""A whole import: every document on its own, so that one bad file never stops the others."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from uuid import UUID

from django import db
from django.db import transaction

from insights.documents.convert import convert
from insights.documents.model import Document, DocumentError, Note
from insights.documents.parse import parse
from insights.documents.reading import SourceFile, stable_name
from insights.documents.report import Entry, Report
from insights.documents.save import Outcome, save

logger = logging.getLogger(__name__)


def import_files(files: Iterable[SourceFile], *, as_draft: bool = False, dry_run: bool = False) -> Report:
    """Import each file in a transaction of its own. With `dry_run` everything happens and nothing stays.

    A dry run is one transaction, so that its documents meet each other: on SQLite nobody else writes meanwhile.
    """
    report = Report()
    seen: dict[UUID, str] = {}
    with _rolled_back() if dry_run else nullcontext():
        for file in files:
            report.entries.append(import_file(file, seen, as_draft=as_draft))
    return report


def import_file(file: SourceFile, seen: dict[UUID, str], *, as_draft: bool) -> Entry:
    """One file's entry of the report; a document that cannot be taken is an entry too.

    `seen` maps the ids of this run to their files: two files of one id would overwrite each other at every run.
    """
    try:
        document = parse(file)
        _refuse_second(document, file, seen)
        return _import_document(document, file.name, as_draft=as_draft)
    except DocumentError as error:
        note = Note(error.path, error.message, error.line)
    except db.IntegrityError:
        note = Note("", "somebody stored the same address or id at this moment; import again")
    except db.Error as error:
        reason = str(error).partition("\n")[0]
        note = Note("", f"the database did not take it: {reason}")
    except Exception as error:
        logger.exception("importing %s", file.name)
        note = Note("", f"an error of ours, which the log tells in full: {error!r:.200}")
    return Entry(file.name, Outcome.FAILED, notes=[note])


def _refuse_second(document: Document, file: SourceFile, seen: dict[UUID, str]) -> None:
    """Two roots may each hold a file of this name, so real paths are compared."""
    path = os.path.realpath(file.path)
    if (other := seen.setdefault(document.id, path)) != path:
        raise DocumentError(f"the file {stable_name(other)} has the same id", path="id")


def _import_document(document: Document, name: str, *, as_draft: bool) -> Entry:
    converted = convert(document)
    with transaction.atomic():
        outcome, notes = save(converted, as_draft=as_draft)
    return Entry(name, outcome, document.title, document.slug, [*converted.notes, *notes], document.lines)


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
