"""Undo and redo for everything that happens to a list of sections."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from insights.builder.models import DeletedSection, ListChange
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.sections.store import insert_sections

State = list[list[Any]]


@contextmanager
def list_change(insight_id: uuid.UUID, label: str, by: Any) -> Iterator[tuple[Insight, list[str]]]:
    """Hold the working copy while its list changes, and remember the change; nothing is remembered if nothing did.

    Gives the working copy and the uids of its sections in order.
    """
    with transaction.atomic():
        home = lock(insight_id)
        before = state(home)
        yield home, [uid for uid, _on in before]
        after = state(home)
        if after != before:
            changes = _changes(home, by)
            changes.filter(undone=True).delete()
            ListChange.objects.create(insight=home, made_by=_user(by), label=str(label), before=before, after=after)
            touch(home.pk, by)


@transaction.atomic
def undo(insight_id: uuid.UUID, by: Any) -> ListChange | None:
    """Take back this editor's last operation, leaving what others did since; None when there is none."""
    home = lock(insight_id)
    change = _changes(home, by).filter(undone=False).first()
    return _turn(home, change, change.after, change.before, by) if change else None


@transaction.atomic
def redo(insight_id: uuid.UUID, by: Any) -> ListChange | None:
    """Do again what was undone last."""
    home = lock(insight_id)
    change = _changes(home, by).filter(undone=True).last()
    return _turn(home, change, change.before, change.after, by) if change else None


def state(home: Insight) -> State:
    """The list as it stands: [[uid, enabled], …]."""
    return [list(row) for row in home.sections.values_list("uid", "enabled")]


def set_order(home: Insight, uids: Sequence[str]) -> None:
    """Give these sections the places 0, 1, 2 …, in one statement."""
    places = [When(uid=uid, then=Value(place)) for place, uid in enumerate(uids)]
    if places:
        home.sections.filter(uid__in=uids).update(position=Case(*places))


def to_trash(home: Insight, uids: Iterable[str], by: Any) -> None:
    """Take sections out of the list and keep them for thirty days."""
    gone = list(home.sections.filter(uid__in=list(uids)))
    DeletedSection.objects.expired().delete()
    DeletedSection.objects.bulk_create(
        DeletedSection(
            insight=home, uid=row.uid, kind=row.kind, enabled=row.enabled, revision=row.revision, data=row.data,
            made_by=_user(by),
        )
        for row in gone
    )  # fmt: skip
    Section.objects.filter(pk__in=[row.pk for row in gone]).delete()


def from_trash(home: Insight, uids: Iterable[str]) -> list[Section]:
    """Bring deleted sections back at the end of the list."""
    kept = list(home.deleted_sections.filter(uid__in=list(uids)))
    sections = [row.section() for row in reversed(kept)]
    for offset, section in enumerate(sections):
        section.position = 1_000_000 + offset
    insert_sections(sections)
    home.deleted_sections.filter(pk__in=[row.pk for row in kept]).delete()
    return sections


def merged_order(wanted: Sequence[str], present: Sequence[str]) -> list[str]:
    """`wanted`, with every other present section behind the neighbour it stands behind now."""
    order = [uid for uid in wanted if uid in present]
    previous = None
    for uid in present:
        if uid not in order:
            order.insert(order.index(previous) + 1 if previous else 0, uid)
        previous = uid
    return order


def _turn(home: Insight, change: ListChange, now: State, then: State, by: Any) -> ListChange:
    """Lead the list from what the change made of it to what it was, and mark the change as turned."""
    have, want = dict(now), dict(then)
    to_trash(home, have.keys() - want.keys(), by)
    from_trash(home, want.keys() - have.keys())
    for enabled in (True, False):
        switched = [uid for uid, on in want.items() if on is enabled and have.get(uid, on) is not on]
        home.sections.filter(uid__in=switched).update(enabled=enabled, revision=F("revision") + 1)
    set_order(home, merged_order([uid for uid, _on in then], [uid for uid, _on in state(home)]))
    change.undone = not change.undone
    change.save(update_fields=["undone"])
    touch(home.pk, by)
    return change


def _changes(home: Insight, by: Any) -> Any:
    return ListChange.objects.filter(insight=home, made_by=_user(by))


def _user(by: Any) -> Any:
    return by if by is not None and by.is_authenticated else None
