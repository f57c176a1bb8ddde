"""Open slots: the team's weekly hours in its own time zone, less what is booked, too soon, or blacked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone

from insights.demos.hours import Availability, Blackout, DemoSettings
from insights.demos.models import Booking

PRINTED = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True)
class Slot:
    """A time at which a demo can be booked, in UTC."""

    starts_at: datetime
    ends_at: datetime

    @property
    def value(self) -> str:
        """As the form names it."""
        return self.starts_at.strftime(PRINTED)

    def clashes(self, booking: Booking, pause: timedelta) -> bool:
        """Whether it lies within a booked demo or the pause round it."""
        return booking.starts_at < self.ends_at + pause and self.starts_at < booking.ends_at + pause


@dataclass(frozen=True)
class Day:
    """The open slots of one day of the visitor's."""

    date: date
    slots: list[LocalSlot]

    def has(self, value: str) -> bool:
        """Whether the slot of this name is on the day."""
        return any(slot.value == value for slot in self.slots)


@dataclass(frozen=True)
class LocalSlot:
    """A slot on somebody's clock. `zone` is named where the clock shows the same hour twice that day."""

    value: str
    clock: str
    zone: str = ""


def parse(value: str) -> datetime | None:
    """The moment that a form names, or None."""
    try:
        return datetime.strptime(value, PRINTED).replace(tzinfo=UTC)
    except ValueError:
        return None


def open_slots(desk: DemoSettings, moving: Booking | None = None) -> list[Slot]:
    """All that can be booked now, in order. A booking that is being moved is in nobody's way."""
    now = timezone.now()
    soonest = now + timedelta(hours=desk.notice_hours)
    pause = timedelta(minutes=desk.buffer_minutes)
    taken = [one for one in Booking.objects.standing().filter(ends_at__gt=now - pause) if one != moving]
    return [
        slot
        for slot in _hours(desk, timezone.localtime(now, desk.zone).date())
        if slot.starts_at >= soonest and not any(slot.clashes(booking, pause) for booking in taken)
    ]


def days(slots: Sequence[Slot], zone: ZoneInfo) -> list[Day]:
    """Slots by day, as a clock in that zone shows them."""
    local = [(slot.starts_at.astimezone(zone), slot.value) for slot in slots]
    return [_day(day, list(found)) for day, found in groupby(local, lambda pair: pair[0].date())]


def _day(day: date, found: list[tuple[datetime, str]]) -> Day:
    slots = [LocalSlot(value, f"{at:%H:%M}", f"{at:%Z}") for at, value in found]
    once = {clock for clock, count in Counter(slot.clock for slot in slots).items() if count == 1}
    return Day(day, [replace(slot, zone="") if slot.clock in once else slot for slot in slots])


def _hours(desk: DemoSettings, today: date) -> Iterator[Slot]:
    """Every slot of the team's weeks, up to the horizon."""
    rows = list(Availability.objects.all())
    away = list(Blackout.objects.filter(last_day__gte=today))
    for ahead in range(desk.horizon_days + 1):
        day = today + timedelta(days=ahead)
        if any(blackout.first_day <= day <= blackout.last_day for blackout in away):
            continue
        on_day = (slot for row in rows if row.weekday == day.weekday() for slot in _within(desk, row, day))
        yield from sorted(set(on_day), key=lambda slot: slot.starts_at)


def _within(desk: DemoSettings, row: Availability, day: date) -> Iterator[Slot]:
    """One row's slots of a day. They follow each other in real time, and the clock on the wall decides which fit:
    so there is none in an hour that is skipped, and an hour that comes twice has them twice."""
    length = timedelta(minutes=desk.slot_minutes)
    first, last = datetime.combine(day, row.starts.replace(second=0, microsecond=0)), datetime.combine(day, row.ends)
    starts = first.replace(tzinfo=desk.zone).astimezone(UTC)
    until = max(last.replace(tzinfo=desk.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    while starts + length <= until:
        slot = Slot(starts, starts + length)
        if first <= _wall(slot.starts_at, desk.zone) and _wall(slot.ends_at, desk.zone) <= last:
            yield slot
        starts += length + timedelta(minutes=desk.buffer_minutes)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
