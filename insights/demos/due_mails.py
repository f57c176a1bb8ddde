"""Mails that nobody's action writes but the clock: reminders of demos, and digests of busy hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from insights.demos import mails
from insights.demos.hours import DemoSettings
from insights.demos.models import Booking, DemoRequest

REMINDERS = {"reminder-day": timedelta(days=1), "reminder-hour": timedelta(hours=1)}
LATEST = {"reminder-day": timedelta(hours=2), "reminder-hour": timedelta()}  # later than that before it: not any more
BACK = timedelta(days=2)


def write_due() -> None:
    """Safe at any number of places at once: the keys of the mails let each be written once."""
    desk = DemoSettings.current()
    if desk.reminders:
        for kind in REMINDERS:
            _remind(desk, kind)
    _digests(desk)


def _remind(desk: DemoSettings, kind: str) -> None:
    """Of a demo agreed upon after the moment for it, nobody need be reminded."""
    now, ahead = timezone.now(), REMINDERS[kind]
    near = Booking.objects.standing().filter(starts_at__gt=now + LATEST[kind], starts_at__lte=now + ahead)
    for booking in near.select_related("request"):
        if booking.agreed_at <= booking.starts_at - ahead and not mails.is_reminded(booking, kind):
            _once(desk, booking, kind)


@transaction.atomic
def _once(desk: DemoSettings, booking: Booking, kind: str) -> None:
    standing = Booking.objects.standing().select_for_update().filter(pk=booking.pk, sequence=booking.sequence)
    if standing.exists():
        mails.remind(desk, booking, kind)


def _digests(desk: DemoSettings) -> None:
    """For every hour that is over: what was more than the team wants mails, and what may be spam."""
    this_hour = _hour(timezone.now())
    rows = DemoRequest.objects.filter(created_at__gte=this_hour - BACK, created_at__lt=this_hour, erased_at=None)
    unsaid = (
        rows.exclude(mails__kind=mails.NOTICE)
        .exclude(state=DemoRequest.State.SPAM)
        .only("created_at")
        .order_by("created_at")
    )
    for hour, found in groupby(unsaid.iterator(), lambda request: _hour(request.created_at)):
        mails.digest(desk, list(found), hour)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
