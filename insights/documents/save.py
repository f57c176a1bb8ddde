"""One document into the database: all of it or nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from insights.content.models import Author, Category, Insight
from insights.content.slugs import free_slug, slug_from
from insights.documents.convert import Converted
from insights.documents.model import Document, DocumentError, Note
from insights.publishing.publish import keep, publish, unpublish
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
    """Create or update the insight of this document's id, and publish it unless it is a draft.

    A document that says what it said last time changes nothing. Edits that were never published are frozen as a
    version before a newer document replaces them. Raises DocumentError.
    """
    document, digest = converted.document, converted.digest(as_draft=as_draft)
    insight = Insight.objects.working().select_for_update().filter(pk=document.id).first()
    if insight and insight.digest == digest:
        return Outcome.UNCHANGED, []
    outcome = Outcome.UPDATED if insight else Outcome.CREATED
    notes = _keep_edits(insight)
    try:
        insight = _write(insight or Insight(id=document.id), converted, digest, notes)
        _show(insight, document.published and not as_draft)
    except (ValidationError, IntegrityError) as error:
        raise DocumentError("; ".join(getattr(error, "messages", [str(error)]))) from error
    return outcome, notes


def _keep_edits(insight: Insight | None) -> list[Note]:
    if insight and keep(insight):
        return [Note("", "edits that were not published have been kept as a version")]
    return []


def _write(insight: Insight, converted: Converted, digest: str, notes: list[Note]) -> Insight:
    document = converted.document
    for name in FIELDS:
        setattr(insight, name, getattr(document, name))
    insight.revision += 0 if insight._state.adding else 1
    insight.document, insight.digest = document.source[:500], digest
    insight.extra = document.extra | ({"updated_by": document.updated_by} if document.updated_by else {})
    insight.updated_at = document.updated_at or document.published_at or timezone.now()
    insight.slug = _slug(insight, document, notes)
    insight.author = _author(document.byline)
    insight.full_clean(exclude=["working_copy", "site", "category"])
    insight.save()
    insight.file_under([_category(name) for name in document.categories])
    insight.tags.set(document.tags, clear=True)
    _replace_sections(insight, converted)
    return insight


def _replace_sections(insight: Insight, converted: Converted) -> None:
    insight.sections.all().delete()
    for section in converted.sections:
        section.insight = insight
    insert_sections(converted.sections)


def _show(insight: Insight, is_published: bool) -> None:
    if is_published:
        publish(insight)
    else:
        unpublish(insight)


def _slug(insight: Insight, document: Document, notes: list[Note]) -> str:
    others = Insight.objects.exclude(pk=insight.pk).exclude(working_copy=insight.pk)
    wanted = slug_from(document.slug)
    taken = others.filter(slug__startswith=wanted[:190]).values_list("slug", flat=True)
    slug = free_slug(wanted, set(taken))
    if slug != document.slug:
        notes.append(Note("slug", f"the address “{document.slug}” is taken or reserved; it is “{slug}” now"))
    return slug


def _author(byline: str) -> Author | None:
    name = byline.strip().removeprefix("By ").removeprefix("by ").strip()
    if not name:
        return None
    author, _created = Author.objects.get_or_create(slug=slug_from(name), defaults={"name": name})
    return author


def _category(name: str) -> Category:
    slug = slug_from(name)[:100]
    named: dict[str, Any] = {"name": name if name != slug else name.replace("-", " ").capitalize()}
    category, _created = Category.objects.get_or_create(slug=slug, defaults=named)
    return category
