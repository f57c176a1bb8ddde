"""Open slots: the team's hours on the team's clock, less what is taken."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from insights.demos.models import Availability, Blackout, Booking, DemoRequest
from insights.demos.slots import days, open_slots, parse
from insights.tests.demos.conftest import at, make_desk

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


def starts(desk):
    return [slot.starts_at for slot in open_slots(desk)]


def hours(weekday, first, last, **values):
    desk = make_desk(**{"notice_hours": 0, "horizon_days": 3, "time_zone": "America/New_York"} | values)
    Availability.objects.all().delete()
    Availability.objects.create(weekday=weekday, starts=first, ends=last)
    return desk


def booked(starts_at, minutes=40, **values):
    request = DemoRequest.objects.create(key=str(starts_at))
    ends_at = starts_at + timedelta(minutes=minutes)
    return Booking.objects.create(request=request, starts_at=starts_at, ends_at=ends_at, **values)


def test_they_follow_each_other_with_a_pause_and_end_in_time(desk, noon):
    tuesday = [moment for moment in starts(desk) if moment.date() == date(2026, 11, 24)]
    assert [f"{moment:%H:%M}" for moment in tuesday] == [f"{hour}:00" for hour in range(12, 17)]
    wednesday = [moment for moment in starts(desk) if moment.date() == date(2026, 11, 25)]
    assert wednesday[0].hour == 9
    assert len(wednesday) == 8


def test_none_is_sooner_than_the_notice_or_beyond_the_horizon(noon):
    desk = make_desk(notice_hours=48, horizon_days=7)
    assert min(starts(desk)) == noon + timedelta(hours=48)
    assert max(starts(desk)).date() == date(2026, 11, 30)


def test_none_is_on_a_day_without_demos(desk, noon):
    Blackout.objects.create(first_day=date(2026, 11, 24), last_day=date(2026, 11, 26))
    assert min(starts(desk)).date() == date(2026, 11, 27)


def test_a_booked_demo_and_the_pauses_round_it_are_taken_until_it_is_cancelled(desk, noon):
    taken = datetime(2026, 11, 25, 10, tzinfo=UTC)
    booking = booked(taken, minutes=45)  # its pause reaches into the slot of eleven
    free = set(starts(desk))
    assert {taken, taken + timedelta(hours=1)}.isdisjoint(free)
    assert {taken - timedelta(hours=1), taken + timedelta(hours=2)} <= free
    Booking.objects.filter(pk=booking.pk).update(cancelled_at=noon)
    assert taken in starts(desk)


def test_the_team_s_clock_decides_in_summer_and_winter():
    with at(datetime(2026, 10, 28, tzinfo=UTC)):  # clocks go back on Sunday, 1 November
        desk = make_desk(time_zone="America/New_York", horizon_days=9, notice_hours=0)
        nine = {moment.date(): f"{moment:%H:%M}" for moment in reversed(starts(desk))}
    assert nine[date(2026, 10, 30)] == "13:00"
    assert nine[date(2026, 11, 2)] == "14:00"


def test_an_hour_that_is_skipped_has_no_slot():
    with at(datetime(2026, 3, 7, 12, tzinfo=UTC)):  # on Sunday, 8 March, 2:00 to 3:00 is not there
        desk = hours(Availability.Weekday.SUNDAY, time(0), time(5))
        assert [f"{m.astimezone(NEW_YORK):%H:%M}" for m in starts(desk)] == ["00:00", "01:00", "03:00", "04:00"]
        desk = hours(Availability.Weekday.SUNDAY, time(1), time(2, 30))
        assert [f"{m.astimezone(NEW_YORK):%H:%M}" for m in starts(desk)] == ["01:00"]
        desk = hours(Availability.Weekday.SUNDAY, time(2), time(4))
        assert [f"{m.astimezone(NEW_YORK):%H:%M}" for m in starts(desk)] == ["03:00"]


def test_an_hour_that_comes_twice_has_two_and_their_zone_is_named():
    with at(datetime(2026, 10, 31, 12, tzinfo=UTC)):
        desk = hours(Availability.Weekday.SUNDAY, time(0), time(3))
        [day] = days(open_slots(desk), NEW_YORK)
    assert [(slot.clock, slot.zone) for slot in day.slots] == [
        ("00:00", ""),
        ("01:00", "EDT"),
        ("01:00", "EST"),
        ("02:00", ""),
    ]
    assert len({slot.value for slot in day.slots}) == 4


def test_days_are_the_visitor_s(desk, noon):
    desk = make_desk(notice_hours=0, horizon_days=0)
    assert [day.date for day in days(open_slots(desk), ZoneInfo("Pacific/Auckland"))] == [date(2026, 11, 24)]
    honolulu = days(open_slots(desk), ZoneInfo("Pacific/Honolulu"))
    assert [slot.clock for slot in honolulu[0].slots] == ["02:00", "03:00", "04:00", "05:00", "06:00"]


def test_only_names_of_slots_are_read():
    assert parse("2026-11-24T09:00Z") == datetime(2026, 11, 24, 9, tzinfo=UTC)
    for wrong in ("", "propose", "2026-11-24", "2026-02-30T09:00Z", "\0", "99999-01-01T00:00Z", "x" * 9000):
        assert parse(wrong) is None


def test_they_are_three_queries(desk, noon, django_assert_num_queries):
    for number in range(20):
        booked(noon + timedelta(days=number))
    with django_assert_num_queries(3):
        open_slots(desk)


def test_hours_that_begin_within_a_minute_can_be_booked(desk, noon):
    Availability.objects.update(starts=time(9, 0, 30))
    found = open_slots(desk)[0]
    assert parse(found.value) == found.starts_at
