"""Putting a version back into the working copy; what was there becomes a version itself, so that this can be undone."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, UUIDField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight, Placement, TaggedInsight
from insights.publishing.audit import record
from insights.publishing.freeze import COPIED, SECTION, copy_filing, insert_rows, version_of
from insights.publishing.models import Action
from insights.sections.base import Reference, Section

OWN = {"revision", "updated_at", "updated_by_id", "duplicated_from", "document", "digest", "imported_revision"}


def restore(version: Insight, *, by: Any = None) -> Insight | None:
    """Make the working copy say what a version says. Returns the version that now holds what was not kept before.

    Raises ValidationError when another insight has taken the version's address.
    """
    return _put_back(version.home_id, Q(pk=version.pk), Action.RESTORED, by)


def discard(insight: Insight, *, by: Any = None) -> Insight | None:
    """Back to what is live, as `restore`; raises Insight.DoesNotExist when nothing is."""
    return _put_back(insight.home_id, Q(working_copy=insight.home_id, is_live=True), Action.DISCARDED, by)


def _put_back(home_id: uuid.UUID, which: Q, action: Action, by: Any) -> Insight | None:
    try:
        with transaction.atomic():
            return _exchange(*_held(home_id, which), action, by)
    except IntegrityError as error:
        raise ValidationError(_("Another insight has the address of that version by now.")) from error


def _exchange(home: Insight, version: Insight, action: Action, by: Any) -> Insight | None:
    kept = None if home.held else _hand_over(home, version, by)  # type: ignore[attr-defined]
    if kept is None:
        _empty(home)
    revision = home.revision + 1
    _copy_sections(version, home, kept or Insight(pk=home.held), revision)  # type: ignore[attr-defined]
    copy_filing(version, home)
    _copy_fields(version, home, revision, by)
    record(action, home, by, version=version.number, kept=kept.number if kept else None)
    return kept


def _held(home_id: uuid.UUID, which: Q) -> tuple[Insight, Insight]:
    """The working copy, with its `last` number and the version that says the same, and the version; both locked."""
    versions = Insight.objects.filter(working_copy=OuterRef("pk")).order_by()
    same = versions.filter(revision=OuterRef("revision")).values("pk")[:1]
    last = versions.values("working_copy").annotate(last=Max("number")).values("last")
    rows = Insight.objects.filter(Q(pk=home_id, deleted_at=None) | which).annotate(
        held=Subquery(same), last=Subquery(last)
    )
    found = {row.working_copy_id is None: row for row in rows.select_for_update().order_by("number")}
    if len(found) < 2:
        raise Insight.DoesNotExist
    return found[True], found[False]


def _hand_over(home: Insight, version: Insight, by: Any) -> Insight:
    """A version that takes over the working copy's own rows: nothing is copied."""
    note = _("Kept before version %d was put back") % version.number
    kept = version_of(home, home.last + 1, by=by, note=note)  # type: ignore[attr-defined]
    kept.save(force_insert=True)
    Section.objects.filter(insight=home).update(insight=kept)
    Placement.objects.filter(insight=home).update(insight=kept)
    TaggedInsight.objects.filter(content_object=home).update(content_object=kept)
    return kept


def _empty(home: Insight) -> None:
    """Some version holds all of it."""
    Reference.objects.filter(section__insight=home)._raw_delete(Reference.objects.db)  # type: ignore[attr-defined]
    for rows in (home.sections.all(), home.placements.all(), home.tagged.all()):
        rows._raw_delete(rows.db)


def _copy_sections(version: Insight, home: Insight, before: Insight, revision: int) -> None:
    """With the revisions they had where nothing has changed since, so that open forms of them stay good."""
    same = Section.objects.filter(insight=before, uid=OuterRef("uid"), revision=OuterRef("revision"))
    number = Case(When(Exists(same), then=F("revision")), default=Value(revision))
    names = [name for name in SECTION if name != "revision"]
    rows = version.sections.order_by().values_list(Value(home.pk, UUIDField()), *names, number)
    insert_rows(Section, ("insight", *names, "revision"), rows)
    target = Section.objects.filter(insight=home, uid=OuterRef("section__uid")).values("pk")[:1]
    mentioned = Reference.objects.filter(section__insight=version)
    insert_rows(
        Reference, ("section", "image", "insight"), mentioned.values_list(Subquery(target), "image_id", "insight_id")
    )


def _copy_fields(version: Insight, home: Insight, revision: int, by: Any) -> None:
    """From then on both say the same, so both have the same revision."""
    editor = by if by is not None and by.is_authenticated else None
    values = {name: getattr(version, name) for name in COPIED if name not in OWN}
    said = {"revision": revision, "updated_at": timezone.now(), "updated_by": editor}
    Insight.objects.filter(pk=home.pk).update(**values, **said)
    Insight.objects.filter(pk=version.pk).update(revision=revision)
