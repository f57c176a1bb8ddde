"""What editors do to the sections of a working copy. Each is one transaction that leaves the order without gaps."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from insights.builder.history import from_trash, list_change, set_order, to_trash
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.store import insert_sections, new_uid, save_section

MAX_SECTIONS = 500


class StaleError(Exception):
    """Somebody else saved the section meanwhile; `stored` is what it holds now."""

    def __init__(self, stored: Section) -> None:
        self.stored = stored
        super().__init__(f"{stored} has revision {stored.revision}")


class FullError(Exception):
    """The insight would hold more sections than it may."""


def add_section(insight_id: uuid.UUID, kind: str, *, by: Any, at: int | None = None) -> Section:
    """An empty section of a kind, at a place (0 is the top) or at the end. Raises KeyError, FullError."""
    with list_change(insight_id, _("add a section"), by) as (home, order):
        return _insert(home, order, [kinds()[kind](uid=new_uid(), kind=kind)], at)[0]


def duplicate_section(insight_id: uuid.UUID, uid: str, *, by: Any) -> Section:
    """A copy right behind the original, with an id of its own. Raises Section.DoesNotExist, FullError."""
    with list_change(insight_id, _("duplicate a section"), by) as (home, order):
        original = home.sections.get(uid=uid)
        return _insert(home, order, [copy_of(original)], order.index(uid) + 1)[0]


@transaction.atomic
def edit_section(insight_id: uuid.UUID, uid: str, data: dict[str, Any], *, revision: int, by: Any) -> Section:
    """Store a section's data if nobody else has since `revision`; raises StaleError, Section.DoesNotExist."""
    home = lock(insight_id)
    section = home.sections.get(uid=uid)
    if section.data == data:
        return section
    if section.revision != revision:
        raise StaleError(section)
    section.data, section.revision = data, revision + 1
    save_section(section)
    touch(home.pk, by)
    return section


def switch_section(insight_id: uuid.UUID, uid: str, *, on: bool, by: Any) -> None:
    """Show or hide a section. Raises Section.DoesNotExist."""
    with list_change(insight_id, _("show a section") if on else _("hide a section"), by) as (home, _order):
        if not home.sections.filter(uid=uid).update(enabled=on, revision=F("revision") + 1):
            raise Section.DoesNotExist


def move_section(insight_id: uuid.UUID, uid: str, *, to: int, by: Any) -> int:
    """Put a section at a place, counted from 0 and kept inside the list; returns the place."""
    with list_change(insight_id, _("move a section"), by) as (home, order):
        if uid not in order:
            raise Section.DoesNotExist
        order.remove(uid)
        place = max(0, min(to, len(order)))
        order.insert(place, uid)
        set_order(home, order)
        return place


def delete_sections(insight_id: uuid.UUID, uids: Collection[str], *, by: Any) -> None:
    """Take sections out of the list. Versions keep theirs, and for thirty days they can be brought back."""
    with list_change(insight_id, _("delete a section"), by) as (home, order):
        if not set(uids) <= set(order):
            raise Section.DoesNotExist
        to_trash(home, uids, by)
        set_order(home, [uid for uid in order if uid not in uids])


def restore_section(insight_id: uuid.UUID, uid: str, *, by: Any) -> Section:
    """Bring a deleted section back, at the end; under a new id if an import has brought its own back meanwhile.

    Raises Section.DoesNotExist when it is not kept any more, FullError.
    """
    with list_change(insight_id, _("bring back a section"), by) as (home, order):
        if len(order) >= MAX_SECTIONS:
            raise FullError
        found = from_trash(home, [uid])
        if not found:
            raise Section.DoesNotExist
        set_order(home, [*order, found[0].uid])
        return found[0]


def paste_sections(
    insight_id: uuid.UUID, copied: list[dict[str, Any]], *, by: Any, at: int | None = None
) -> list[Section]:
    """Sections from a clipboard, with new ids, at a place or at the end. Raises FullError."""
    with list_change(insight_id, _("paste sections"), by) as (home, order):
        return _insert(home, order, [Section(uid=new_uid(), **values).become_kind() for values in copied], at)


def copy_of(section: Section) -> Section:
    """The same section with an id of its own, in no list yet."""
    return Section(uid=new_uid(), **clip(section)).become_kind()


def clip(section: Section) -> dict[str, Any]:
    """What a copy of a section keeps."""
    return {"kind": section.kind, "enabled": section.enabled, "data": section.data}


def place_of(insight: Insight, uid: str) -> int:
    """Where a section stands, counted from 0."""
    order = list(insight.sections.values_list("uid", flat=True))
    if uid not in order:
        raise Section.DoesNotExist
    return order.index(uid)


def _insert(home: Insight, order: list[str], sections: list[Section], at: int | None) -> list[Section]:
    if len(order) + len(sections) > MAX_SECTIONS:
        raise FullError
    for offset, section in enumerate(sections):
        section.insight, section.position = home, len(order) + offset
    insert_sections(sections)
    place = len(order) if at is None else at
    set_order(home, [*order[:place], *(section.uid for section in sections), *order[place:]])
    return sections
