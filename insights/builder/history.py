"""Every change of a list of sections: one transaction, written in few statements, with undo and redo."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Subquery, When
from django.db.models.deletion import Collector
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.builder.models import KEPT_VALUES, DeletedSection, ListChange
from insights.builder.order import index_after, shifts, turned_order
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.sections.base import Section
from insights.sections.store import insert_sections, new_uid

State = list[list[Any]]
MAX_SECTIONS = 500


class FullError(Exception):
    """The insight would hold more sections than it may."""

    def __str__(self) -> str:
        return _("An insight holds at most %d sections.") % MAX_SECTIONS


class ListEdit:
    """A working copy's list while it is changed: `order` and `enabled` are what will be stored, `new` are new rows.

    `before` and `after` are the list as [[uid, enabled], …]; `gone` are the sections that were taken out; `change` is
    what undo knows of it. `home` is the working copy by its id and its revision before, not its columns.
    """

    def __init__(self, insight_id: uuid.UUID, by: Any) -> None:
        """Raises Insight.DoesNotExist. The change is counted first: that holds the working copy and saves a query."""
        if not touch(insight_id, by):
            raise Insight.DoesNotExist
        self.home, self.by = Insight(pk=insight_id), by
        rows = list(self.home.sections.values_list("uid", "enabled", "position", "insight__revision"))
        self.revision = rows[0][-1] if rows else Insight.objects.values_list("revision", flat=True).get(pk=insight_id)
        self.home.revision = self.revision - 1
        self.before: State = [[uid, on] for uid, on, *_rest in rows]
        self.places = {uid: place for uid, _on, place, _revision in rows}
        self.order = [uid for uid, *_rest in rows]
        self.enabled: dict[str, bool] = {uid: on for uid, on, *_rest in rows}
        self.new: list[Section] = []
        self.gone: list[Section] = []
        self.change: ListChange | None = None

    @property
    def after(self) -> State:
        return [[uid, self.enabled[uid]] for uid in self.order]

    @property
    def removed(self) -> list[str]:
        """Uids that the list has lost."""
        order = set(self.order)
        return [uid for uid, _on in self.before if uid not in order]

    @property
    def switched(self) -> list[str]:
        """Uids that stay and are shown or hidden now."""
        order = set(self.order)
        return [uid for uid, on in self.before if self.enabled[uid] is not on and uid in order]

    def has(self, uids: Iterable[str]) -> None:
        """Raise Section.DoesNotExist unless all of these are in the list."""
        if not set(uids) or not set(uids) <= set(self.order):
            raise Section.DoesNotExist

    def insert(self, sections: Sequence[Section], after: str | None = None) -> None:
        """New sections behind another (the top for "", the end for None). Raises FullError."""
        if len(self.order) + len(sections) > MAX_SECTIONS:
            raise FullError
        place = index_after(self.order, after)
        self.order[place:place] = [section.uid for section in sections]
        self.enabled |= {section.uid: section.enabled for section in sections}
        self.new += sections

    def store(self) -> bool:
        """Write what differs; if nothing does, the transaction is taken back. Whether anything did."""
        if self.after == self.before:
            transaction.set_rollback(True)
            self.revision = self.home.revision
            return False
        self.gone = _to_trash(self.home, self.removed, self.by)
        _shift(self.home, self.places, self.order)
        for on in (True, False):
            if uids := [uid for uid in self.switched if self.enabled[uid] is on]:
                self.home.sections.filter(uid__in=uids).update(enabled=on)
        self._insert_new()
        return True

    def _insert_new(self) -> None:
        places = {uid: place for place, uid in enumerate(self.order)}
        for section in self.new:
            section.insight, section.position = self.home, places[section.uid]
        if self.new:
            insert_sections(self.new)


@contextmanager
def list_edit(insight_id: uuid.UUID, by: Any) -> Iterator[ListEdit]:
    """Hold the working copy while its list changes, then store it. Raises Insight.DoesNotExist."""
    with transaction.atomic():
        edit = ListEdit(insight_id, by)
        yield edit
        edit.store()


@contextmanager
def list_change(insight_id: uuid.UUID, label: Any, by: Any) -> Iterator[ListEdit]:
    """As `list_edit`, and undo will know of it; nothing is remembered if nothing changed."""
    with transaction.atomic():
        edit = ListEdit(insight_id, by)
        yield edit
        if edit.store():
            states = {"before": edit.before, "after": edit.after}
            edit.change = ListChange.objects.create(
                insight=edit.home, made_by=_user(by), label=str(label)[:100], **states
            )


def undo(insight_id: uuid.UUID, by: Any) -> ListEdit | None:
    """Take back this editor's last operation, leaving what others did since; None when there is none."""
    with list_edit(insight_id, by) as edit:
        change = _changes(edit.home, by).filter(undone_at=None).first()
        return turn(edit, change) if change else None


def redo(insight_id: uuid.UUID, by: Any) -> ListEdit | None:
    """Do again what was undone last, unless another operation followed; None when there is nothing."""
    with list_edit(insight_id, by) as edit:
        done = _changes(edit.home, by).filter(undone_at=None).values("pk")[:1]
        newer = Q(pk__gt=Coalesce(Subquery(done), 0))
        change = _changes(edit.home, by).filter(newer, undone_at__isnull=False).order_by("-undone_at").first()
        return turn(edit, change) if change else None


def turn(edit: ListEdit, change: ListChange) -> ListEdit:
    """Take a change back, or do it again: only what the change itself did, whatever others did since."""
    now, then = (change.before, change.after) if change.undone_at else (change.after, change.before)
    have, want, present = dict(now), dict(then), list(edit.order)
    back = from_trash(edit.home, want.keys() - have.keys() - set(present), present)
    gone = have.keys() - want.keys()
    edit.enabled |= {section.uid: section.enabled for section in back}
    edit.enabled |= {uid: on for uid, on in want.items() if uid in have and have[uid] is not on}
    there = {uid for uid in present if uid not in gone} | {section.uid for section in back}
    edit.order, edit.new = turned_order(list(have), list(want), present, there), back
    change.undone_at = None if change.undone_at else timezone.now()
    change.save(update_fields=["undone_at"])
    edit.change = change
    return edit


def from_trash(home: Insight, uids: Collection[str], taken: Collection[str]) -> list[Section]:
    """Deleted sections, taken out of the trash and not yet in the list; a taken id is replaced by a new one."""
    if not uids:
        return []
    kept = list(home.deleted_sections.kept().filter(uid__in=list(uids)))
    sections = [row.section() for row in reversed(kept)]
    for section in sections:
        section.uid = new_uid() if section.uid in taken else section.uid
    home.deleted_sections.filter(pk__in=[row.pk for row in kept]).delete()
    return sections


def lost(home: Insight, uid: str) -> Section:
    """A section that is not in the list any more, as it was: from the trash, or from the last version that had it.

    An import takes sections out without the trash, but never without a version. Raises Section.DoesNotExist.
    """
    if row := home.deleted_sections.kept().filter(uid=uid).first():
        found: Section = row.section()
        return found
    old = Section.objects.filter(insight__working_copy=home, uid=uid).order_by("-insight__number").first()
    if old is None:
        raise Section.DoesNotExist
    values = {name: getattr(old, name) for name in KEPT_VALUES}
    return Section(uid=uid, revision=old.revision + 1, **values).become_kind()


def _to_trash(home: Insight, uids: Collection[str], by: Any) -> list[Section]:
    """Take sections out of the table and keep them for thirty days; what lay there under the same ids gives way."""
    if not uids:
        return []
    gone = list(home.sections.filter(uid__in=uids))
    names = ("uid", "revision", *KEPT_VALUES)
    rows = [
        DeletedSection(insight=home, made_by=_user(by), **{name: getattr(row, name) for name in names}) for row in gone
    ]
    own = ["revision", "made_at", "made_by", *KEPT_VALUES]
    DeletedSection.objects.bulk_create(rows, update_conflicts=True, unique_fields=["insight", "uid"], update_fields=own)
    collector = Collector(using=Section.objects.db)  # as QuerySet.delete, without reading the rows once more
    collector.collect([Section(pk=row.pk) for row in gone])
    collector.delete()
    return gone


def _shift(home: Insight, places: dict[str, int], order: Sequence[str]) -> None:
    """Give the stored sections their places in one statement, whose length does not depend on theirs."""
    runs = shifts(places, order)
    if not runs:
        return
    ranges = [Q(position__range=(run.first, run.last)) for run in runs]
    whens = [When(one, then=F("position") + run.by) for one, run in zip(ranges, runs, strict=True)]
    home.sections.filter(reduce(or_, ranges)).update(position=Case(*whens))


def _changes(home: Insight, by: Any) -> Any:
    return ListChange.objects.filter(insight=home, made_by=_user(by))


def _user(by: Any) -> Any:
    return by if by is not None and by.is_authenticated else None
