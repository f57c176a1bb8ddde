"""Storing a request: once however often it is sent, with the slot it asks for and the mails about it, or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from insights.content.models import Category
from insights.demos import mails, rates
from insights.demos.booking import book
from insights.demos.hours import DemoSettings
from insights.demos.letters import clock_of
from insights.demos.models import DemoRequest, Entry
from insights.demos.reasons import PROVABLE, Reason
from insights.demos.source import Source
from insights.demos.turns import turn
from insights.demos.webhooks import announce

SALT = "insights.demos.key"
LONGEST = 200  # of wishes
OWN = (
    "name", "email", "company", "role", "company_size", "message", "preferred_days", "preferred_time", "time_zone",
)  # fmt: skip


@turn()
@transaction.atomic
def receive(
    values: dict[str, Any], source: Source, *, reasons: Sequence[str] = (), address_hash: str = "", proven: str = ""
) -> DemoRequest:
    """`values` have passed the form. The same words within a day are one request.

    What looks like spam for `reasons`, or comes too often, is kept, but books nothing and sends no mail until it is
    sent again with a proof of work for it. Raises SlotTakenError and TooManyError.
    """
    today = timezone.now().date()
    keys = [_key(values, day) for day in (today, today - timedelta(days=1))]
    desk = DemoSettings.locked()
    if known := DemoRequest.objects.filter(key__in=keys).first():
        return _cleared(desk, known, values) if proven == known.pk.hex else known
    reasons = [*reasons, *rates.exceeded(address_hash)]
    found = DemoRequest.objects.create(
        key=keys[0], language=translation.get_language() or "", consent_at=timezone.now(), reasons=reasons,
        address_hash=address_hash, **{name: values[name] for name in OWN}, **vars(source),
    )  # fmt: skip
    found.topics.add(*Category.objects.filter(slug__in=values["topics"]))
    Entry.objects.create(request=found, kind=Entry.Kind.RECEIVED)
    if reasons:
        return _flagged(desk, found, values["slot"])
    return _settled(desk, found, values["slot"])


def _settled(desk: DemoSettings, found: DemoRequest, slot: datetime | None) -> DemoRequest:
    announce(found, "request.received")
    booking = book(desk, found, slot) if slot else None
    mails.received(desk, found, booking)
    return found


def _flagged(desk: DemoSettings, found: DemoRequest, slot: datetime | None) -> DemoRequest:
    """Kept, with the time as a wish before the others; what only a machine fills in makes it spam."""
    if slot:
        zone = clock_of(found, desk)
        wish = f"{slot.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"
        found.preferred_days = "; ".join(filter(None, (wish, found.preferred_days)))[:LONGEST]
    if Reason.TRAP in found.reasons:
        found.state = DemoRequest.State.SPAM
    found.save(update_fields=["preferred_days", "state"])
    Entry.objects.create(request=found, kind=Entry.Kind.FLAGGED, data={"reasons": found.reasons})
    return found


def _cleared(desk: DemoSettings, known: DemoRequest, values: dict[str, Any]) -> DemoRequest:
    """A proof of work takes away what it can, once; if nothing is left, it is a request like any other."""
    taken = [reason for reason in known.reasons if reason in PROVABLE]
    if not taken or known.erased_at:
        return known
    known.reasons = [reason for reason in known.reasons if reason not in PROVABLE]
    known.preferred_days, known.changed_at = values["preferred_days"], timezone.now()
    known.revision += 1
    known.save(update_fields=["reasons", "preferred_days", "changed_at", "revision"])
    Entry.objects.create(request=known, kind=Entry.Kind.FLAGGED, data={"cleared": taken})
    return known if known.reasons else _settled(desk, known, values["slot"])


def _key(values: dict[str, Any], day: date) -> str:
    """Stands for what was sent on a day; nobody can tell from it what that was."""
    said = [values[name] for name in OWN] + [sorted(values["topics"]), str(values["slot"]), day.isoformat()]
    return salted_hmac(SALT, json.dumps(said), algorithm="sha256").hexdigest()
