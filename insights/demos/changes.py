"""What the team does to requests: the change, its line in the timeline and the call that tells of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from insights.demos.models import DemoRequest, Entry
from insights.demos.webhooks import announce

BULK = 5000  # what one action changes; the transaction stays short enough for others to wait


class StaleError(Exception):
    """Somebody else has changed the request meanwhile."""


@transaction.atomic
def change(keys: Iterable[Any], *, by: Any, revision: int | None = None, note: str = "", **values: Any) -> int:
    """Set columns of requests and add a note; returns how many changed. What is so already leaves no trace.

    `revision` is the one that the form showed; raises StaleError if it is another by now.
    """
    changed, entries, told = [], [], []
    for demo in locked(keys):
        if revision is not None and demo.revision != revision:
            raise StaleError
        found = [*_differences(demo, values), *([Entry(kind=Entry.Kind.NOTE, text=note)] if note else [])]
        entries += [_signed(entry, demo, by) for entry in found]
        changed += [demo] if found else []
        told += [demo] if "state" in values and demo.state != values["state"] else []
    _write(changed, values, entries)
    announce(told, "request.state")
    return len(changed)


@transaction.atomic
def not_spam(keys: Iterable[Any], *, by: Any) -> int:
    """Take back what looked like spam: requests that were filed as it are new again; returns how many there were."""
    found = [demo for demo in locked(keys) if demo.reasons or demo.state == DemoRequest.State.SPAM]
    Entry.objects.bulk_create(
        _signed(Entry(kind=Entry.Kind.FLAGGED, data={"cleared": demo.reasons}), demo, by) for demo in found
    )
    ids = [demo.pk for demo in found]
    DemoRequest.objects.filter(pk__in=ids).update(reasons=[], revision=F("revision") + 1, changed_at=timezone.now())
    filed = [demo.pk for demo in found if demo.state == DemoRequest.State.SPAM]
    change(filed, by=by, state=DemoRequest.State.NEW)
    announce([demo for demo in found if demo.pk not in filed], "request.received")
    return len(found)


def locked(keys: Iterable[Any]) -> QuerySet[DemoRequest]:
    """The requests, which nobody else changes until the transaction ends."""
    rows = DemoRequest.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.filter(pk__in=list(keys)).order_by("pk")


def _differences(demo: DemoRequest, values: dict[str, Any]) -> Iterator[Entry]:
    """A line for everything that is not so yet."""
    if "state" in values and demo.state != values["state"]:
        yield Entry(kind=Entry.Kind.STATE, data={"from": demo.state, "to": str(values["state"])})
    if "owner" in values and demo.owner != values["owner"]:
        yield Entry(kind=Entry.Kind.OWNER, data={"from": called(demo.owner), "to": called(values["owner"])})
    step = (values.get("next_step", demo.next_step), values.get("next_step_on", demo.next_step_on))
    if step != (demo.next_step, demo.next_step_on):
        yield Entry(kind=Entry.Kind.STEP, text=step[0], data={"on": step[1].isoformat() if step[1] else ""})


def called(person: Any) -> str:
    """How somebody of the team is called; empty for nobody."""
    return (person.get_full_name() or person.get_username()) if person else ""


def _signed(entry: Entry, demo: DemoRequest, by: Any) -> Entry:
    entry.request, entry.by = demo, by
    return entry


def _write(changed: list[DemoRequest], values: dict[str, Any], entries: list[Entry]) -> None:
    counted = {"revision": F("revision") + 1, "changed_at": timezone.now()}
    if changed:
        DemoRequest.objects.filter(pk__in=[demo.pk for demo in changed]).update(**values, **counted)
        Entry.objects.bulk_create(entries)
