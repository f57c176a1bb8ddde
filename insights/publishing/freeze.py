"""Copying a working copy into an immutable version, in a constant number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Model, QuerySet, UUIDField, Value
from django.utils import timezone

from insights.content.models import Insight, Placement, TaggedInsight
from insights.media.models import Image
from insights.sections.base import Reference, Section
from insights.sections.facts import facts

COPIED = (
    "revision", "site_id", "title", "slug", "author_id", "byline", "summary", "category_id", "published_at",
    "expires_at", "updated_at", "updated_by_id", "duplicated_from", "document", "digest", "imported_revision", "extra",
)  # fmt: skip
SECTION = ("uid", "kind", "position", "enabled", "visible_from", "visible_until", "revision", "data", "derived")


def freeze(
    home: Insight, number: int, *, live: bool = False, start: datetime | None = None, by: Any = None, note: str = ""
) -> Insight:
    """A new version of the working copy with all that hangs on it; with `start`, readers see it from then on.

    The caller holds the transaction and the lock.
    """
    version = version_of(home, number, by=by, note=note)
    version.is_live, version.visible_from, version.visible_until = live, start, home.expires_at if start else None
    sections = list(home.sections.all())
    references = list(Reference.objects.filter(section__insight=home).select_related("image"))
    _set_facts(version, sections, references)
    version.save(force_insert=True)
    copy_filing(home, version)
    copy_sections(version, sections, references)
    return version


def version_of(home: Insight, number: int, *, by: Any, note: str) -> Insight:
    """The row of a version that says what the working copy says, not stored yet."""
    version = Insight(id=uuid.uuid5(home.pk, f"version {number}"), working_copy=home, number=number, note=note)
    for name in COPIED:
        setattr(version, name, getattr(home, name))
    version.created_at = timezone.now()
    version.published_by = by if by is not None and by.is_authenticated else None
    return version


def _set_facts(version: Insight, sections: Sequence[Section], references: Sequence[Reference]) -> None:
    found = facts(version, sections)
    images: dict[str, Image] = {row.image.path: row.image for row in references if row.image}
    version.teaser, version.reading_minutes = found.teaser, found.reading_minutes
    version.thumbnail = images.get(found.thumbnail)


def copy_filing(source: Insight, target: Insight) -> None:
    """The categories and tags of one row for another, without reading them."""
    window = ("visible_from", "visible_until")
    moments = [target.published_at if target.visible_from else None, *(getattr(target, name) for name in window)]
    values = [Value(moment, DateTimeField()) for moment in moments]
    own = Value(target.pk, UUIDField())
    placed = Placement.objects.filter(insight=source).values_list(own, "category_id", "position", *values)
    insert_rows(Placement, ("insight", "category", "position", "live_at", *window), placed)
    tagged = TaggedInsight.objects.filter(content_object=source).order_by("pk").values_list(own, "tag_id")
    insert_rows(TaggedInsight, ("content_object", "tag"), tagged)


def insert_rows(model: type[Model], names: Iterable[str], rows: QuerySet[Any, Any]) -> None:
    """INSERT … SELECT, which Django has no words for."""
    quoted = [connection.ops.quote_name(name) for name in (model._meta.db_table, *_columns(model, names))]
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quoted[0]} ({', '.join(quoted[1:])}) {sql}", params)


def _columns(model: type[Model], names: Iterable[str]) -> Iterator[str]:
    return (str(model._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]


def copy_sections(target: Insight, sections: Sequence[Section], references: Iterable[Reference]) -> None:
    """Sections and what they mention, for another row; the given ones stay where they are."""
    copies = Section.objects.bulk_create(
        Section(insight=target, **{name: getattr(section, name) for name in SECTION}) for section in sections
    )
    copy_references(sections, copies, references)


def copy_references(sections: Sequence[Section], copies: Sequence[Section], references: Iterable[Reference]) -> None:
    """What sections mention, their copies mention too."""
    copied = {section.pk: copy for section, copy in zip(sections, copies, strict=True)}
    Reference.objects.bulk_create(
        Reference(section=copied[row.section_id], image_id=row.image_id, insight_id=row.insight_id)
        for row in references
    )


def lock(insight_id: uuid.UUID) -> Insight:
    """The working copy, held until the transaction ends (SQLite's transactions hold the whole database anyway).

    What others write meanwhile may name it: two insights that name each other would else wait for ever.
    """
    return Insight.objects.working().select_for_update(no_key=True).get(pk=insight_id)
