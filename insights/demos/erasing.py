"""Erasing people: everything of them is emptied, wherever it was written; what is left is counted on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from insights.demos.changes import locked
from insights.demos.hours import DemoSettings
from insights.demos.models import Booking, Delivery, DemoRequest, Entry, OutboxMail, WebhookDelivery
from insights.demos.turns import turn
from insights.demos.webhooks import announce
from insights.workflow.audit_export import remember_erased

EMPTIED = (
    "name", "email", "company", "role", "message", "preferred_days", "preferred_time", "time_zone", "language",
    "next_step", "address_hash",
)  # fmt: skip
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign")  # the others may be a person's
LETTER = dict.fromkeys(("to", "reply_to", "subject", "text", "html", "attachment", "last_error"), "")
CALL: dict[str, Any] = {"payload": {}, "last_error": ""}


@turn()
@transaction.atomic
def erase(keys: Iterable[Any], by: Any = None, why: str = "") -> int:
    """Returns how many requests lost their person; what is so already leaves no trace.

    It holds the settings row, so that nobody writes a mail about them meanwhile. The customer system is told to forget
    them, too.
    """
    DemoSettings.locked()
    found = list(locked(keys).filter(erased_at=None))
    if found:
        _empty(found)
        _empty_around([demo.pk for demo in found])
        by_whom = by if by is not None and by.is_authenticated else None
        Entry.objects.bulk_create(Entry(request=demo, by=by_whom, kind=Entry.Kind.ERASED, text=why) for demo in found)
        announce(found, "request.erased")
        remember_erased(by, "demo requests", count=len(found), why=why)
    return len(found)


def _empty(found: list[DemoRequest]) -> None:
    now = timezone.now()
    for demo in found:
        for name in EMPTIED:
            setattr(demo, name, "")
        demo.key = f"erased:{demo.pk.hex}"
        demo.next_step_on, demo.consent_at, demo.erased_at = None, None, now
        demo.campaign = {name: text for name, text in demo.campaign.items() if name in CAMPAIGN}
        demo.revision += 1
    columns = [*EMPTIED, "key", "next_step_on", "consent_at", "erased_at", "campaign", "revision"]
    DemoRequest.objects.bulk_update(found, columns)


def _empty_around(ids: list[Any]) -> None:
    """Timelines, mails and calls; what has not gone out never will. Times to come are free again."""
    now, of = timezone.now(), {"request__in": ids}
    Entry.objects.filter(**of).update(text="")
    for letters, nothing in ((OutboxMail.objects, LETTER), (WebhookDelivery.objects, CALL)):
        letters.filter(state=Delivery.State.WAITING, **of).delete()
        letters.filter(**of).update(**nothing)
    ahead = Booking.objects.standing().filter(starts_at__gt=now, **of)
    ahead.update(cancelled_at=now, sequence=F("sequence") + 1)
