"""Dates are the site's own days, wherever it is."""

from datetime import UTC, datetime

import pytest
from django.utils.timezone import localtime

from insights.documents.dates import moment, written


@pytest.fixture(params=["America/New_York", "Asia/Tokyo", "UTC"])
def zone(request, settings):
    settings.TIME_ZONE = request.param
    return request.param


@pytest.mark.parametrize("read", [moment, written])
def test_a_day_is_that_day_on_the_page(zone, read):
    assert localtime(read("2026-11-19")).isoformat()[:16] == "2026-11-19T00:00"
    assert localtime(written("November 19, 2026")) == localtime(written("19 Nov 2026")) == localtime(read("2026-11-19"))
    assert read("2026-11-19").tzinfo is UTC


def test_an_offset_and_a_timestamp_are_the_same_moment_everywhere(zone):
    assert moment("2026-11-19 10:00 +01:00") == datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert moment(1748606074) == datetime(2025, 5, 30, 11, 54, 34, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2026-03-08 02:30", "2026-03-08T07:30"), ("2026-11-01 01:30", "2026-11-01T05:30")],
)
def test_hours_that_a_clock_skips_or_shows_twice_are_taken(settings, text, hour):
    settings.TIME_ZONE = "America/New_York"
    assert moment(text).isoformat()[:16] == hour


@pytest.mark.parametrize("zone_name", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("text", ["9999-12-31 23:59", "0001-01-01"])
def test_the_ends_of_the_calendar_are_no_dates(settings, zone_name, text):
    settings.TIME_ZONE = zone_name
    with pytest.raises(ValueError, match="not a"):
        moment(text)
