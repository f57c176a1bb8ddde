"""Storing a request: once however often it is sent, with the slot it asks for and the mails about it, or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from insights.content.models import Category
from insights.demos import mails
from insights.demos.booking import book
from insights.demos.hours import DemoSettings
from insights.demos.models import DemoRequest, Entry
from insights.demos.source import Source
from insights.demos.turns import turn
from insights.demos.webhooks import announce

SALT = "insights.demos.key"
OWN = (
    "name", "email", "company", "role", "company_size", "message", "preferred_days", "preferred_time", "time_zone",
)  # fmt: skip


@turn()
@transaction.atomic
def receive(
    values: dict[str, Any], source: Source, *, reasons: Sequence[str] = (), address_hash: str = ""
) -> DemoRequest:
    """`values` have passed the form. The same words within a day are one request. Raises SlotTakenError."""
    today = timezone.now().date()
    keys = [_key(values, day) for day in (today, today - timedelta(days=1))]
    desk = DemoSettings.locked()
    if known := DemoRequest.objects.filter(key__in=keys).first():
        return known
    found = DemoRequest.objects.create(
        key=keys[0], language=translation.get_language() or "", consent_at=timezone.now(), reasons=list(reasons),
        address_hash=address_hash, **{name: values[name] for name in OWN}, **vars(source),
    )  # fmt: skip
    found.topics.add(*Category.objects.filter(slug__in=values["topics"]))
    Entry.objects.create(request=found, kind=Entry.Kind.RECEIVED)
    announce(found, "request.received")
    booking = book(desk, found, values["slot"]) if values["slot"] else None
    mails.received(desk, found, booking)
    return found


def _key(values: dict[str, Any], day: date) -> str:
    """Stands for what was sent on a day; nobody can tell from it what that was."""
    said = [values[name] for name in OWN] + [sorted(values["topics"]), str(values["slot"]), day.isoformat()]
    return salted_hmac(SALT, json.dumps(said), algorithm="sha256").hexdigest()
