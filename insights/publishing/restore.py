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
from insights.publishing.freeze import COPIED, SECTION, copy_filing, insert_rows, lock, version_of
from insights.publishing.models import Action
from insights.sections.base import Reference, Section

OWN = {
    "revision",
    "expires_at",
    "updated_at",
    "updated_by_id",
    "duplicated_from",
    "document",
    "digest",
    "imported_revision",
}


def restore(version: Insight, *, by: Any = None) -> Insight | None:
    """Make the working copy say what a version says. Returns the version that now holds what was not kept before.

    Raises ValidationError when another insight has taken the version's address.
    """
    return _put_back(version.home_id, Q(pk=version.pk), Action.RESTORED, by)


def discard(insight: Insight, *, by: Any = None) -> Insight | None:
    """Back to what is live, as `restore`; raises Insight.DoesNotExist when nothing is."""
    return _put_back(insight.home_id, Q(is_live=True), Action.DISCARDED, by)


def _put_back(home_id: uuid.UUID, which: Q, action: Action, by: Any) -> Insight | None:
    try:
        with transaction.atomic():
            return _exchange(*_held(home_id, which), action, by)
    except IntegrityError as error:
        raise ValidationError(_("Another insight has the address of that version by now.")) from error


def _exchange(home: Insight, version: Any, action: Action, by: Any) -> Insight | None:
    kept = None if version.held else _hand_over(home, version, by)
    if kept is None:
        _empty(home)
    revision = home.revision + 1
    _copy_sections(version, home, kept, revision)
    copy_filing(version, home)
    _copy_fields(version, home, revision, by)
    record(action, home, by, version=version.number, kept=kept.number if kept else None)
    return kept


def _held(home_id: uuid.UUID, which: Q) -> tuple[Insight, Insight]:
    """The working copy, locked, and the version; with it the `last` number and which version says the same (`held`).

    Two queries: PostgreSQL works out what hangs on a locked row as of before it had waited for the lock.
    """
    home = lock(home_id)
    versions = Insight.objects.filter(working_copy=home_id).order_by()
    same = versions.filter(revision=home.revision).values("pk")[:1]
    last = versions.values("working_copy").annotate(last=Max("number")).values("last")
    return home, versions.annotate(held=Subquery(same), last=Subquery(last)).get(which)


def _hand_over(home: Insight, version: Any, by: Any) -> Insight:
    """A version that takes over the working copy's own rows: nothing is copied."""
    note = _("Kept before version %d was put back") % version.number
    kept = version_of(home, version.last + 1, by=by, note=note)
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


def _copy_sections(version: Insight, home: Insight, kept: Insight | None, revision: int) -> None:
    """With the revisions they had where nothing has changed since, so that open forms of them stay good.

    Where nothing is kept, all have a new one: a version's own may be older than those that forms were opened with.
    """
    same = Section.objects.filter(insight=kept, uid=OuterRef("uid"), revision=OuterRef("revision"))
    number = Case(When(Exists(same), then=F("revision")), default=Value(revision)) if kept else Value(revision)
    names = [name for name in SECTION if name != "revision"]
    rows = version.sections.order_by().values_list(Value(home.pk, UUIDField()), *names, number)
    insert_rows(Section, ("insight", *names, "revision"), rows)
    target = Section.objects.filter(insight=home, uid=OuterRef("section__uid")).values("pk")[:1]
    mentioned = Reference.objects.filter(section__insight=version)
    insert_rows(
        Reference, ("section", "image", "insight"), mentioned.values_list(Subquery(target), "image_id", "insight_id")
    )


def _copy_fields(version: Insight, home: Insight, revision: int, by: Any) -> None:
    """From then on both say the same, and all versions that said it before, so all have the same revision."""
    editor = by.pk if by is not None and by.is_authenticated else None
    now = timezone.now()
    values = {name: getattr(version, name) for name in COPIED if name not in OWN}
    values |= {"updated_at": now, "updated_by_id": editor, "changed_since": now}
    own = {name: _of_home(home, name, value) for name, value in values.items()}
    alike = Q(pk=home.pk) | Q(working_copy=home.pk, revision=version.revision)
    Insight.objects.filter(alike).update(revision=revision, **own)


def _of_home(home: Insight, name: str, value: Any) -> Case:
    """In an update of several rows: the working copy's value; versions keep theirs."""
    field: Any = Insight._meta.get_field(name)
    column = getattr(field, "target_field", field)
    return Case(When(pk=home.pk, then=Value(value, column)), default=F(name), output_field=column)
