"""The moment that visibility is decided by: now, or the one that somebody looks ahead to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present, unless `at` says otherwise."""
    return _moment.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block what readers may see is decided as of another moment."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def is_open(start: datetime | None, end: datetime | None) -> bool:
    """Whether the moment lies in a window; a missing end of it is open."""
    return (start is None or start <= now()) and (end is None or end > now())


def open_now(prefix: str = "") -> Q:
    """Rows whose window `visible_from` – `visible_until` is open; without `visible_from` there is none."""
    moment = now()
    ends = Q(**{f"{prefix}visible_until": None}) | Q(**{f"{prefix}visible_until__gt": moment})
    return Q(**{f"{prefix}visible_from__lte": moment}) & ends
