"""One document into the database: all of it or nothing."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from insights.content.models import Insight
from insights.content.slugs import free_slug, slug_from
from insights.documents.convert import Converted
from insights.documents.filing import author_of, category_of
from insights.documents.model import Document, DocumentError, Note
from insights.publishing.audit import record
from insights.publishing.models import Action
from insights.publishing.publish import keep, publish, unpublish
from insights.sections.base import Section
from insights.sections.store import insert_sections

FIELDS = ("title", "byline", "summary", "published_at", "duplicated_from", "extra")


class Outcome(StrEnum):
    """What became of a document."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@transaction.atomic
def save(converted: Converted, *, as_draft: bool = False) -> tuple[Outcome, list[Note]]:
    """Create or update the insight of this document's id, and publish it; `as_draft` leaves what readers see alone.

    A document that says what it said last time changes nothing. Edits that were never published are frozen as a
    version before a newer document replaces them. Raises DocumentError, and whatever the database raises.
    """
    insight = Insight.objects.select_for_update(no_key=True).filter(working_copy=None, pk=converted.document.id).first()
    if insight and insight.deleted_at:
        raise DocumentError("the insight of this id was deleted; bring it back from the trash first", path="id")
    if insight and _says_the_same(insight, converted, as_draft):
        return Outcome.UNCHANGED, []
    outcome = Outcome.UPDATED if insight else Outcome.CREATED
    notes = _keep_edits(insight)
    try:
        insight = insight or Insight(id=converted.document.id)
        insight.digest = converted.digest(as_draft=as_draft)
        _write(insight, converted, notes)
        _show(insight, converted.document, as_draft, notes)
        record(Action.IMPORTED, insight, document=insight.document)
    except ValidationError as error:
        raise DocumentError("; ".join(error.messages)) from error
    return outcome, notes


def _says_the_same(insight: Insight, converted: Converted, as_draft: bool) -> bool:
    """Also when what was published comes again as a draft, for its live version stays."""
    return insight.digest in {converted.digest(as_draft=as_draft), converted.digest()}


def _keep_edits(insight: Insight | None) -> list[Note]:
    """Editors count the revision up, so one that no import left behind is theirs."""
    if insight and insight.imported_revision != insight.revision and keep(insight):
        return [Note("", "edits that were not published have been kept as a version")]
    return []


def _write(insight: Insight, converted: Converted, notes: list[Note]) -> None:
    document = converted.document
    for name in FIELDS:
        setattr(insight, name, getattr(document, name))
    insight.revision += 0 if insight._state.adding else 1
    insight.document = document.source[:500]
    insight.imported_revision = insight.revision
    insight.extra = document.extra | ({"updated_by": document.updated_by} if document.updated_by else {})
    insight.changed_since = timezone.now()
    insight.updated_at = document.updated_at or document.published_at or timezone.now()
    insight.slug = _slug(insight, document, notes)
    insight.author = author_of(document.byline)
    insight.full_clean(exclude=["working_copy", "site", "category"])
    insight.save()
    insight.file_under([category_of(name) for name in document.categories])
    insight.tags.set([tag.replace('"', "”") for tag in document.tags], clear=True)  # quotes delimit typed tags
    _replace_sections(insight, converted)


def _replace_sections(insight: Insight, converted: Converted) -> None:
    before = {section.uid: section for section in insight.sections.all()}
    insight.sections.all().delete()
    for section in converted.sections:
        section.insight = insight
        former = before.get(section.uid)
        section.revision = _revision(section, former)
        if former:  # documents know of no times
            section.visible_from, section.visible_until = former.visible_from, former.visible_until
    insert_sections(converted.sections)


def _revision(section: Section, before: Section | None) -> int:
    """A section that says something new has a new revision, so that an editor's open form does not overwrite it."""
    if before is None:
        return section.insight.revision
    same = (section.kind, section.enabled, section.data) == (before.kind, before.enabled, before.data)
    return before.revision if same else max(before.revision + 1, section.insight.revision)


def _show(insight: Insight, document: Document, as_draft: bool, notes: list[Note]) -> None:
    if not document.published:
        unpublish(insight)
    elif not (as_draft or _is_over(insight, notes)):
        publish(insight)


def _is_over(insight: Insight, notes: list[Note]) -> bool:
    """Whether editors have ended it: documents know of no end, and only one that is dated later begins anew."""
    end = insight.expires_at
    if end and insight.published_at and insight.published_at >= end:
        insight.expires_at = None
        insight.save(update_fields=["expires_at"])
        notes.append(Note("date", f"the end on {end:%Y-%m-%d} lies before this date; the insight has no end now"))
    elif end and end <= timezone.now():
        words = "readers do not see it any more: it ended on {:%Y-%m-%d}; to show it again, publish it without an end"
        notes.append(Note("", words.format(end)))
        return True
    return False


def _slug(insight: Insight, document: Document, notes: list[Note]) -> str:
    others = Insight.objects.exclude(pk=insight.pk).exclude(working_copy=insight.pk)
    wanted = slug_from(document.slug)
    taken = others.filter(slug__startswith=wanted[:190]).values_list("slug", flat=True)
    slug = free_slug(wanted, set(taken))
    if slug != document.slug:
        notes.append(Note("slug", f"the address “{document.slug}” is taken or reserved; it is “{slug}” now"))
    return slug
