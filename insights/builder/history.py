"""Undo and redo for everything that happens to a list of sections."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from insights.builder.models import KEPT, DeletedSection, ListChange
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.freeze import lock
from insights.sections.base import Section
from insights.sections.store import insert_sections, new_uid

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
    """Take sections out of the list and keep them for thirty days; what lay there under the same ids gives way."""
    gone = list(home.sections.filter(uid__in=list(uids)))
    ListChange.objects.expired().delete()
    DeletedSection.objects.filter(
        Q(made_at__lt=timezone.now() - KEPT) | Q(insight=home, uid__in=[row.uid for row in gone])
    ).delete()
    names = ("uid", "kind", "enabled", "revision", "data")
    DeletedSection.objects.bulk_create(
        DeletedSection(insight=home, made_by=_user(by), **{name: getattr(row, name) for name in names}) for row in gone
    )
    Section.objects.filter(pk__in=[row.pk for row in gone]).delete()


def from_trash(home: Insight, uids: Iterable[str]) -> list[Section]:
    """Bring deleted sections back at the end of the list; a taken id is replaced by a new one."""
    kept = list(home.deleted_sections.kept().filter(uid__in=list(uids)))
    taken = set(home.sections.values_list("uid", flat=True)) if kept else set()
    sections = [row.section() for row in reversed(kept)]
    for offset, section in enumerate(sections):
        section.position = 1_000_000 + offset
        section.uid = new_uid() if section.uid in taken else section.uid
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
    """Lead the list from what the change made of it to what it was, and mark the change as turned.

    Only what the change itself did is turned: others may have moved, hidden, added or deleted sections since.
    """
    have, want = dict(now), dict(then)
    present = _uids(home)
    to_trash(home, have.keys() - want.keys(), by)
    from_trash(home, want.keys() - have.keys() - set(present))
    for enabled in (True, False):
        switched = [uid for uid, on in want.items() if on is enabled and have.get(uid, on) is not on]
        home.sections.filter(uid__in=switched).update(enabled=enabled, revision=F("revision") + 1)
    set_order(home, turned_order(list(have), list(want), present, _uids(home)))
    change.undone = not change.undone
    change.save(update_fields=["undone"])
    touch(home.pk, by)
    return change


def turned_order(now: list[str], then: list[str], present: list[str], there: list[str]) -> list[str]:
    """The order after turning a change that led from `then` to `now`: `present` was the list, `there` is what it holds.

    What came back stands behind its old neighbour; a single section that had moved goes back behind its own; when
    more had moved, the old order returns.
    """
    stayed = [uid for uid in present if uid in there]
    moved = _moved([uid for uid in now if uid in then], [uid for uid in then if uid in now])
    if moved is None:
        return merged_order(then, there)
    order = [uid for uid in stayed if uid not in moved]
    for uid in then:
        if uid in there and uid not in order:
            before = [other for other in then[: then.index(uid)] if other in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, uid)
    return order


def _moved(now: list[str], then: list[str]) -> list[str] | None:
    """The section whose move makes one order the other, as a list; empty if they are alike, None if more moved."""
    if now == then:
        return []
    return next(
        ([uid] for uid in now if [u for u in now if u != uid] == [u for u in then if u != uid]),
        None,
    )


def _uids(home: Insight) -> list[str]:
    return list(home.sections.values_list("uid", flat=True))


def _changes(home: Insight, by: Any) -> Any:
    return ListChange.objects.filter(insight=home, made_by=_user(by))


def _user(by: Any) -> Any:
    return by if by is not None and by.is_authenticated else None
