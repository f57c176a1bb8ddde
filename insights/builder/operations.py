"""What editors do to the sections of a working copy. Each is one transaction that leaves the order without gaps."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.crypto import get_random_string

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.store import insert_sections, save_section

MAX_SECTIONS = 500


class StaleError(Exception):
    """Somebody else saved the section meanwhile; `stored` is what it holds now."""

    def __init__(self, stored: Section) -> None:
        self.stored = stored
        super().__init__(f"{stored} has revision {stored.revision}")


@transaction.atomic
def add_section(insight_id: uuid.UUID, kind: str, *, by: Any, at: int | None = None) -> Section:
    """An empty section of a kind, at a place (0 is the top) or at the end. Raises KeyError for an unknown kind."""
    home = lock(insight_id)
    order = _order(home)
    section = kinds()[kind](insight=home, uid=new_uid(), kind=kind, position=len(order))
    insert_sections([section])
    _set_order([*order, section.pk], len(order), len(order) if at is None else at)
    touch(home.pk, by)
    return section


@transaction.atomic
def edit_section(insight_id: uuid.UUID, uid: str, data: dict[str, Any], *, revision: int, by: Any) -> Section:
    """Store a section's data if nobody else has since `revision`; raises StaleError, Section.DoesNotExist."""
    home = lock(insight_id)
    section = home.sections.get(uid=uid)
    if section.revision != revision:
        raise StaleError(section)
    if section.data == data:
        return section
    section.data, section.revision = data, revision + 1
    save_section(section)
    touch(home.pk, by)
    return section


@transaction.atomic
def switch_section(insight_id: uuid.UUID, uid: str, *, on: bool, by: Any) -> None:
    """Show or hide a section."""
    home = lock(insight_id)
    if not home.sections.filter(uid=uid).update(enabled=on, revision=F("revision") + 1):
        raise Section.DoesNotExist
    touch(home.pk, by)


@transaction.atomic
def move_section(insight_id: uuid.UUID, uid: str, *, to: int, by: Any) -> int:
    """Put a section at a place, counted from 0 and kept inside the list; returns the place."""
    home = lock(insight_id)
    section = home.sections.only("pk", "insight").get(uid=uid)
    order = _order(home)
    place = _set_order(order, order.index(section.pk), to)
    touch(home.pk, by)
    return place


@transaction.atomic
def delete_section(insight_id: uuid.UUID, uid: str, *, by: Any) -> None:
    """Remove a section; the published versions keep theirs."""
    home = lock(insight_id)
    home.sections.get(uid=uid).delete()
    order = _order(home)
    if order:
        _set_order(order, 0, 0)
    touch(home.pk, by)


def new_uid() -> str:
    """An id like the ones that Statamic gives to sets."""
    return get_random_string(8, "abcdefghijklmnopqrstuvwxyz0123456789")


def place_of(insight: Insight, uid: str) -> int:
    """Where a section stands, counted from 0."""
    return list(insight.sections.values_list("uid", flat=True)).index(uid)


def _order(home: Insight) -> list[int]:
    return list(home.sections.values_list("pk", flat=True))


def _set_order(order: Sequence[int], place: int, to: int) -> int:
    keys = list(order)
    moved = keys.pop(place)
    to = max(0, min(to, len(keys)))
    keys.insert(to, moved)
    places = [When(pk=key, then=Value(index)) for index, key in enumerate(keys)]
    Section.objects.filter(pk__in=keys).update(position=Case(*places))
    return to
