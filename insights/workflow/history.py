"""The versions of an insight as its history lists them, and putting one back so that the way back is known."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from insights.content import clock
from insights.content.models import Insight
from insights.publishing.compare_size import Size, sizes
from insights.publishing.freeze import lock
from insights.publishing.models import Action, AuditEntry
from insights.publishing.restore import discard, restore

WORKING = "working"
RELEASED, PUT_BACK = (Action.PUBLISHED, Action.SCHEDULED), (Action.RESTORED, Action.DISCARDED)
LISTED = 100  # versions that one can choose from by name


class Entry(NamedTuple):
    """A version with what became of it, the number of the one before it, and how much it changed that one."""

    version: Insight
    previous: int | None
    size: Size | None
    is_live: bool
    is_scheduled: bool
    is_kept: bool


class Side(NamedTuple):
    """One of the two that are compared: `value` as addresses name it, `number` None for the working copy."""

    pk: uuid.UUID
    value: str
    name: str
    number: int | None


def entries(home: Insight, rows: Sequence[Insight]) -> list[Entry]:
    """These rows, newest first, the working copy perhaps among them."""
    found, previous = sizes(rows), {new.pk: old.number for new, old in pairwise(rows)}
    kept, now = kept_numbers(home), clock.now()
    return [
        Entry(
            version,
            previous.get(version.pk),
            found.get(version.pk),
            version.visible_from is not None and clock.is_open(version.visible_from, version.visible_until),
            version.visible_from is not None and version.visible_from > now,
            version.number in kept,
        )
        for version in rows
    ]


def kept_numbers(home: Insight) -> set[int]:
    """Versions that nobody published: they hold what would have been lost. The audit trail tells them."""
    trail = AuditEntry.objects.filter(insight_id=home.pk, action__in=[*RELEASED, *PUT_BACK])
    told = list(trail.order_by().values_list("action", "details"))
    released = {details.get("version") for action, details in told if action in RELEASED} - {None}
    kept = {details.get("kept") for action, details in told if action in PUT_BACK} - {None}
    if not released:
        return kept
    later = home.versions.filter(number__gt=min(released)).exclude(number__in=released | kept)
    return kept | {number for number in later.values_list("number", flat=True) if number}


def side(home: Insight, value: str, usual: str) -> Side:
    """A side by what an address says: a number, `working`, or nothing for the usual one. Raises Http404."""
    value = value or usual
    if value == WORKING:
        return Side(home.pk, WORKING, _("working copy"), None)
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Http404
    version = get_object_or_404(home.versions.only("number", "working_copy"), number=int(value))
    return Side(version.pk, value, _("version %d") % int(value), int(value))


def usual_before(home: Insight) -> str:
    """What the working copy is compared with: what readers see or, if they see nothing, the newest version."""
    versions = home.versions.order_by("-number")
    found = versions.live().values_list("number", flat=True).first()  # type: ignore[attr-defined]
    return str(found or versions.values_list("number", flat=True).first() or WORKING)


def choices(home: Insight, *chosen: Side) -> QuerySet[Insight, Any]:
    """The newest versions, and those that are chosen."""
    newest = home.versions.order_by("-number").values("pk")[:LISTED]
    wanted = home.versions.filter(Q(pk__in=newest) | Q(pk__in=[one.pk for one in chosen]))
    return wanted.order_by("-number").values("number", "created_at")


@transaction.atomic
def put_back(version: Insight, *, by: Any = None) -> Insight | None:
    """Restore; returns the version that holds what was there, or None when the working copy said it all along."""
    home = lock(version.home_id)
    held = _held(home)
    if held.filter(pk=version.pk).exists():
        return None
    before = held.first()
    return restore(version, by=by) or before


@transaction.atomic
def back_to_live(insight: Insight, *, by: Any = None) -> Insight | None:
    """Discard; returns the version that holds what was there, or None when that is what readers see."""
    home = lock(insight.home_id)
    before = _held(home).exclude(is_live=True).first()
    return discard(home, by=by) or before


def _held(home: Insight) -> QuerySet[Insight]:
    """Versions that say what the working copy says."""
    return home.versions.filter(revision=home.revision).order_by("-number")
