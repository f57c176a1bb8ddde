"""What is not needed any more goes by itself: people after the time that the privacy page promises, salts, counters."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from insights.demos.counts import DailySalt, RateCount
from insights.demos.erasing import erase
from insights.demos.models import Booking, DemoRequest, DemoSettings

ROUND = 100  # requests of one transaction, for which all others wait
SALTS, COUNTERS = timedelta(days=2), timedelta(days=1)
WHY = "retention"
_done: set[date] = set()


def once_a_day() -> int:
    """For what runs all the time: each process does it once a day; that others do it too does no harm."""
    today = timezone.now().date()
    if today in _done:
        return 0
    count = erase_due()
    _done.clear()
    _done.add(today)
    return count


def erase_due() -> int:
    """Erase whose last change is too long ago, unless a demo is still to come; returns how many they were."""
    now = timezone.now()
    DailySalt.objects.filter(day__lt=(now - SALTS).date()).delete()
    RateCount.objects.filter(window__lt=now - COUNTERS).delete()
    before = now - timedelta(days=DemoSettings.current().retention_days)
    ahead = Booking.objects.standing().filter(starts_at__gt=now).values("request")
    rows = DemoRequest.objects.filter(erased_at=None, changed_at__lt=before).exclude(pk__in=ahead).order_by("pk")
    total = 0
    while keys := list(rows.values_list("pk", flat=True)[:ROUND]):
        total += erase(keys, why=WHY)
    return total
