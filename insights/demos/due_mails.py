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
            _remind(kind)
    _digests(desk)


def _remind(kind: str) -> None:
    """Of a demo agreed upon after the moment for it, nobody need be reminded, nor of one that turned out to be spam."""
    now, ahead = timezone.now(), REMINDERS[kind]
    near = Booking.objects.standing().filter(starts_at__gt=now + LATEST[kind], starts_at__lte=now + ahead)
    for booking in near.exclude(request__state=DemoRequest.State.SPAM):
        if booking.agreed_at <= booking.starts_at - ahead and not mails.is_reminded(booking, kind):
            _once(booking, kind)


@transaction.atomic
def _once(booking: Booking, kind: str) -> None:
    """With the settings row held, as by all who book, move, cancel or erase."""
    desk = DemoSettings.locked()
    standing = Booking.objects.standing().filter(pk=booking.pk, sequence=booking.sequence).select_related("request")
    if found := standing.first():
        mails.remind(desk, found, kind)


def _digests(desk: DemoSettings) -> None:
    """For every hour that is over: what was more than the team wants mails, and what may be spam."""
    this_hour = _hour(timezone.now())
    rows = DemoRequest.objects.filter(created_at__gte=this_hour - BACK, created_at__lt=this_hour, erased_at=None)
    unsaid = rows.exclude(mails__kind=mails.NOTICE).exclude(state=DemoRequest.State.SPAM)
    unsaid = unsaid.only("created_at", "reasons").order_by("created_at")
    for hour, found in groupby(unsaid.iterator(), lambda request: _hour(request.created_at)):
        mails.digest(desk, list(found), hour)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
