"""One operation on sections of many insights: all or nothing, known to each insight's own undo, undone as a whole."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from insights.builder.history import ListEdit, list_edit, turn
from insights.builder.models import ListChange
from insights.builder.operations import delete_sections, switch_sections
from insights.sections.base import Section

MOST = 1000  # sections at once; one transaction holds them all

Operation = Callable[[uuid.UUID, Collection[str]], ListEdit]


class TooManyError(Exception):
    """More sections than one transaction should hold."""


class Batch(NamedTuple):
    """What an operation changed: how many sections, and one remembered change for each insight."""

    sections: int
    changes: list[int]


class Undone(NamedTuple):
    """What became of an undo: insights that are as before, and titles of those whose change was undone already."""

    insights: int
    before: list[str]


def switch(sections: Iterable[Section], *, on: bool, by: Any) -> Batch:
    """Show or hide sections, of those that are not shown or hidden already. Raises TooManyError."""
    wanted = [section for section in sections if section.enabled is not on]
    return _each(wanted, lambda pk, uids: switch_sections(pk, uids, on=on, by=by))


def delete(sections: Iterable[Section], *, by: Any) -> Batch:
    """Take sections out of their lists; for thirty days each insight can bring them back. Raises TooManyError."""
    return _each(list(sections), lambda pk, uids: delete_sections(pk, uids, by=by))


@transaction.atomic
def undo(changes: Collection[int], *, by: Any) -> Undone:
    """Take back this editor's changes in all their insights, leaving what anybody did since."""
    own = ListChange.objects.filter(pk__in=changes, made_by=by).select_related("insight")
    turned, before = 0, []
    for change in own.order_by("insight_id"):
        with list_edit(change.insight_id, by) as edit:
            change.refresh_from_db(fields=["undone_at"])
            if change.undone_at:
                before.append(change.insight.title)
            else:
                turn(edit, change)
                turned += 1
    return Undone(turned, before)


@transaction.atomic
def _each(sections: Sequence[Section], operation: Operation) -> Batch:
    """The operation on each insight's sections, in an order that two editors share, so that neither waits for ever."""
    if len(sections) > MOST:
        raise TooManyError
    uids: dict[uuid.UUID, list[str]] = defaultdict(list)
    for section in sections:
        uids[section.insight_id].append(section.uid)
    edits = [operation(pk, uids[pk]) for pk in sorted(uids)]
    return Batch(len(sections), [edit.change.pk for edit in edits if edit.change])
