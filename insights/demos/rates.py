"""How many requests come from one address, and from all: counted in the database, so that all workers know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from insights.demos.adding import add
from insights.demos.counts import RateCount
from insights.demos.reasons import Reason

WINDOW = timedelta(minutes=10)
FEW, MANY = 5, 30  # from one address within the window: above the one it looks like spam, above the other it is refused
TOTAL = 300  # from all: above it everybody is asked for a proof of work; nobody can lock the others out
ALL = "all"


class TooManyError(Exception):
    """From this address nothing more is taken for a while."""


def exceeded(address: str) -> list[str]:
    """Count one request from an address, given as its code, and say what is too much. Raises TooManyError."""
    window = _window()
    buckets = sorted({address, ALL} - {""})
    add([RateCount(bucket=bucket, window=window, count=1) for bucket in buckets], ["bucket", "window"], ["count"])
    rows = RateCount.objects.filter(bucket__in=buckets, window=window)
    found: dict[str, int] = dict(rows.values_list("bucket", "count"))
    if address and found[address] > MANY:
        raise TooManyError
    too_many = {Reason.ADDRESS: found.get(address, 0) > FEW, Reason.TOTAL: found[ALL] > TOTAL}
    return [str(reason) for reason, is_exceeded in too_many.items() if is_exceeded]


def _window() -> datetime:
    """When the present window began."""
    begun = timezone.now().timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds()
    return datetime.fromtimestamp(begun, UTC)
