"""What editors do to the list of a working copy. Each is one transaction that leaves the order without gaps.

All raise Insight.DoesNotExist, Section.DoesNotExist for sections that are not in the list, and FullError.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.builder import order as orders
from insights.builder.history import MAX_SECTIONS, FullError, ListEdit, from_trash, list_change, lost
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.store import new_uid, save_section

__all__ = ["MAX_SECTIONS", "FullError"]


class StaleError(Exception):
    """Somebody else saved the section meanwhile; `stored` is what it holds now."""

    def __init__(self, stored: Section) -> None:
        self.stored = stored
        super().__init__(f"{stored} has revision {stored.revision}")


@transaction.atomic
def edit_section(insight_id: uuid.UUID, uid: str, data: dict[str, Any], *, revision: int, by: Any) -> Section:
    """Store a section's data if nobody else has since `revision`; raises StaleError."""
    home = lock(insight_id)
    return write_section(home, home.sections.get(uid=uid), data, revision=revision, by=by)


def write_section(home: Insight, section: Section, data: dict[str, Any], *, revision: int, by: Any) -> Section:
    """The same for a section that was read while its working copy is held; what is stored already costs nothing."""
    if section.data == data:
        return section
    if section.revision != revision:
        raise StaleError(section)
    section.data, section.revision = data, revision + 1
    save_section(section)
    touch(home.pk, by)
    return section


def add_section(insight_id: uuid.UUID, kind: str, *, by: Any, after: str | None = None) -> ListEdit:
    """An empty section of a kind behind another, at the top ("") or at the end (None). Raises KeyError."""
    with list_change(insight_id, _("add a section"), by) as edit:
        edit.insert([kinds()[kind](uid=new_uid(), kind=kind)], after)
    return edit


def duplicate_sections(insight_id: uuid.UUID, uids: Collection[str], *, by: Any) -> ListEdit:
    """Copies behind the last of the originals, with ids of their own."""
    with list_change(insight_id, _counted("duplicate", uids), by) as edit:
        edit.has(uids)
        originals = list(edit.home.sections.filter(uid__in=uids))
        edit.insert([copy_of(section) for section in originals], originals[-1].uid)
    return edit


def switch_sections(insight_id: uuid.UUID, uids: Collection[str], *, on: bool, by: Any) -> ListEdit:
    """Show or hide sections."""
    with list_change(insight_id, _counted("show" if on else "hide", uids), by) as edit:
        edit.has(uids)
        edit.enabled |= dict.fromkeys(uids, on)
    return edit


def move_sections(insight_id: uuid.UUID, uids: Collection[str], *, to: int | str, by: Any) -> ListEdit:
    """Put sections together at a place counted from 0, or behind the section of a uid ("" is the top)."""
    with list_change(insight_id, _counted("move", uids), by) as edit:
        edit.has(uids)
        edit.order = orders.moved(edit.order, uids, to)
    return edit


def step_sections(insight_id: uuid.UUID, uids: Collection[str], *, up: bool, by: Any) -> ListEdit:
    """Put sections together and one place further up or down."""
    with list_change(insight_id, _counted("move", uids), by) as edit:
        edit.has(uids)
        edit.order = orders.stepped(edit.order, uids, -1 if up else 1)
    return edit


def delete_sections(insight_id: uuid.UUID, uids: Collection[str], *, by: Any) -> ListEdit:
    """Take sections out of the list. Versions keep theirs, and for thirty days they can be brought back."""
    with list_change(insight_id, _counted("delete", uids), by) as edit:
        edit.has(uids)
        edit.order = [uid for uid in edit.order if uid not in uids]
    return edit


def restore_section(insight_id: uuid.UUID, uid: str, *, by: Any) -> ListEdit:
    """Bring a deleted section back, at the end; under a new id if an import has brought its own back meanwhile."""
    with list_change(insight_id, _("bring back a section"), by) as edit:
        found = from_trash(edit.home, [uid], edit.order)
        if not found and uid in edit.order:
            raise Section.DoesNotExist
        edit.insert(found or [lost(edit.home, uid)])
    return edit


def paste_sections(
    insight_id: uuid.UUID, copied: Sequence[dict[str, Any]], *, by: Any, after: str | None = None
) -> ListEdit:
    """Sections from a clipboard, with new ids, behind another, at the top ("") or at the end (None)."""
    with list_change(insight_id, _("paste sections"), by) as edit:
        edit.insert([Section(uid=new_uid(), **values).become_kind() for values in copied], after)
    return edit


def copy_of(section: Section) -> Section:
    """The same section with an id of its own, shown at the same times, in no list yet."""
    times = {"visible_from": section.visible_from, "visible_until": section.visible_until}
    return Section(uid=new_uid(), **clip(section), **times).become_kind()


def clip(section: Section) -> dict[str, Any]:
    """What a copy of a section keeps, wherever it is pasted; times belong to where it stood."""
    return {"kind": section.kind, "enabled": section.enabled, "data": section.data}


def _counted(what: str, uids: Collection[str]) -> str:
    """How undo names an operation on one or more sections."""
    count = len(set(uids))
    words = {
        "duplicate": ngettext("duplicate a section", "duplicate %d sections", count),
        "show": ngettext("show a section", "show %d sections", count),
        "hide": ngettext("hide a section", "hide %d sections", count),
        "move": ngettext("move a section", "move %d sections", count),
        "delete": ngettext("delete a section", "delete %d sections", count),
    }[what]
    return words % count if "%d" in words else words
