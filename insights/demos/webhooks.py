"""Telling the team's customer system (CRM): calls written with what they tell of, signed and sent afterwards.

A receiver checks that a call is ours and of now, here in Python:

    told = hmac.new(secret, timestamp + b"." + body, "sha256").hexdigest()
    is_ours = hmac.compare_digest("sha256=" + told, signature) and abs(time.time() - int(timestamp)) < 300

`timestamp` and `signature` are the headers Webhook-Timestamp and Webhook-Signature; Webhook-Id stays the same when a
call is made again, so that a receiver can tell that it knows it already.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Prefetch, prefetch_related_objects
from django.utils import timezone

from insights.demos.links import admin_url
from insights.demos.models import Booking, DemoRequest, DemoSettings, WebhookDelivery
from insights.demos.waking import wake
from insights.demos.webhook_call import Answer, call

ATTEMPTS = 12  # over two days
LONGEST_PAUSE = 720  # minutes
LEASE = timedelta(minutes=2)  # nobody else tries meanwhile
BATCH = 50
ROUND = 15  # seconds, after which mails have their turn again
WRITTEN = (
    "name", "email", "company", "role", "company_size", "message", "preferred_days", "preferred_time", "time_zone",
    "language",
)  # fmt: skip


def announce(requests: DemoRequest | Iterable[DemoRequest], event: str) -> None:
    """Write a call for each request, in the transaction of what it tells; none as long as no address is set.

    Events: request.received, request.state, request.erased, booking.booked, booking.moved, booking.cancelled.
    """
    keys = [demo.pk for demo in ([requests] if isinstance(requests, DemoRequest) else requests)]
    if not keys or not DemoSettings.current().webhook_url:
        return
    found = list(DemoRequest.objects.filter(pk__in=keys).select_related("owner", "insight"))
    standing = Prefetch("bookings", Booking.objects.standing(), to_attr="standing_bookings")
    prefetch_related_objects(found, "topics", standing)
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(request=demo, event=event, payload=_payload(demo, event)) for demo in found
    )
    transaction.on_commit(wake)


def deliver_due() -> int:
    """Make the calls whose time has come; returns how many arrived. Where nobody answers, the others wait."""
    arrived, until = 0, time.monotonic() + ROUND
    for key in list(WebhookDelivery.objects.due().order_by("next_try_at").values_list("pk", flat=True)[:BATCH]):
        answer = _make(key) if _take(key) else None
        arrived += answer is not None and answer.is_good
        if (answer and answer.status is None) or time.monotonic() > until:
            break
    return arrived


def try_again(keys: Iterable[Any]) -> int:
    """Let calls that have not arrived be made at once, with all their attempts; none whose person was erased."""
    rows = WebhookDelivery.objects.filter(pk__in=keys).exclude(state=WebhookDelivery.State.SENT).exclude(payload={})
    return rows.update(state=WebhookDelivery.State.WAITING, attempts=0, next_try_at=timezone.now())


def signed(secret: str, timestamp: int, body: bytes) -> str:
    """The signature of a call."""
    told = f"{timestamp}.".encode() + body
    return "sha256=" + hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def _take(key: Any) -> bool:
    ahead = {"attempts": F("attempts") + 1, "next_try_at": timezone.now() + LEASE}
    return bool(WebhookDelivery.objects.due().filter(pk=key).update(**ahead))


def _make(key: Any) -> Answer | None:
    """None for a call whose person was erased a moment ago."""
    delivery = WebhookDelivery.objects.filter(pk=key).first()
    if delivery is None:
        return None
    answer = _called(delivery, DemoSettings.current())
    known = {"response_status": answer.status, "last_error": answer.error[:500]}
    WebhookDelivery.objects.filter(pk=key).update(**known, **_after(answer, delivery.attempts))
    return answer


def _after(answer: Answer, attempts: int) -> dict[str, Any]:
    """What becomes of a call."""
    if answer.is_good:
        return {"state": WebhookDelivery.State.SENT, "sent_at": timezone.now()}
    if attempts >= ATTEMPTS:
        return {"state": WebhookDelivery.State.FAILED}
    pause = min(2**attempts, LONGEST_PAUSE)
    return {"next_try_at": timezone.now() + timedelta(minutes=pause)}


def _called(delivery: WebhookDelivery, desk: DemoSettings) -> Answer:
    if not (desk.webhook_url and desk.webhook_secret):
        return Answer(None, "The demo settings name no address or no secret.")
    body = json.dumps(delivery.payload, ensure_ascii=False).encode()
    now = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "MentorSite",
        "Webhook-Id": str(delivery.pk),
        "Webhook-Timestamp": str(now),
        "Webhook-Signature": signed(desk.webhook_secret, now, body),
    }
    return call(desk.webhook_url, body, headers)


def _payload(demo: Any, event: str) -> dict[str, Any]:
    """All that is known of a request, as JSON can say it."""
    booking = next(iter(demo.standing_bookings), None)
    told = {
        "id": demo.pk,
        "state": demo.state,
        **{name: getattr(demo, name) for name in WRITTEN},
        "topics": [topic.name for topic in demo.topics.all()],
        "received": demo.created_at,
        "owner": demo.owner.get_username() if demo.owner else None,
        "looks_like_spam": demo.is_suspicious,
        "booking": {"starts_at": booking.starts_at, "ends_at": booking.ends_at} if booking else None,
        "source": {"insight": demo.insight.title if demo.insight else None, "button": demo.cta_text}
        | dict(demo.campaign),
        "url": admin_url(demo.pk),
    }
    facts = {"event": event, "at": timezone.now(), "request": told}
    found: dict[str, Any] = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    return found
