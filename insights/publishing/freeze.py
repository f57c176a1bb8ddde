"""Copying a working copy into an immutable version, in a constant number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from insights.content.models import Insight, Placement, TaggedInsight
from insights.media.models import Image
from insights.sections.base import Reference, Section
from insights.sections.facts import facts

COPIED = (
    "revision", "site_id", "title", "slug", "author_id", "byline", "summary", "category_id", "published_at",
    "updated_at", "updated_by_id", "duplicated_from", "document", "digest", "imported_revision", "extra",
)  # fmt: skip


def freeze(home: Insight, *, live: bool) -> Insight:
    """A new version of the working copy with all that hangs on it. The caller holds the transaction and the lock."""
    sections = list(home.sections.all())
    number = _next_number(home)
    version = Insight(id=uuid.uuid5(home.pk, f"version {number}"), working_copy=home, number=number, is_live=live)
    for name in COPIED:
        setattr(version, name, getattr(home, name))
    references = list(Reference.objects.filter(section__insight=home).select_related("image"))
    _set_facts(version, sections, references)
    version.save(force_insert=True)
    _copy_filing(home, version)
    _copy_sections(version, sections, references)
    return version


def _next_number(home: Insight) -> int:
    return (home.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _set_facts(version: Insight, sections: Sequence[Section], references: Sequence[Reference]) -> None:
    found = facts(version, sections)
    images: dict[str, Image] = {row.image.path: row.image for row in references if row.image}
    version.teaser, version.reading_minutes = found.teaser, found.reading_minutes
    version.thumbnail = images.get(found.thumbnail)
    version.created_at = timezone.now()


def _copy_filing(home: Insight, version: Insight) -> None:
    live_at = version.published_at if version.is_live else None
    Placement.objects.bulk_create(
        Placement(insight=version, category_id=row.category_id, position=row.position, live_at=live_at)
        for row in home.placements.all()
    )
    TaggedInsight.objects.bulk_create(
        TaggedInsight(content_object=version, tag_id=tag_id)
        for tag_id in home.tagged.order_by("pk").values_list("tag_id", flat=True)
    )


def _copy_sections(version: Insight, sections: Sequence[Section], references: Sequence[Reference]) -> None:
    names = ("uid", "kind", "position", "enabled", "revision", "data", "derived")
    copies = Section.objects.bulk_create(
        Section(insight=version, **{name: getattr(section, name) for name in names}) for section in sections
    )
    copied = {section.pk: copy for section, copy in zip(sections, copies, strict=True)}
    Reference.objects.bulk_create(
        Reference(section=copied[row.section_id], image_id=row.image_id, insight_id=row.insight_id)
        for row in references
    )


def lock(insight_id: uuid.UUID) -> Insight:
    """The working copy, held until the transaction ends (SQLite's transactions hold the whole database anyway)."""
    return Insight.objects.working().select_for_update().get(pk=insight_id)
