"""Moments in forms: in the editor's time zone, stored in UTC, and nothing that no clock shows."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from django import forms
from django.utils import timezone

from insights.builder.moments import MomentField

BERLIN = "Europe/Berlin"


class Form(forms.Form):
    at = MomentField(required=False)


def typed(text, zone=BERLIN):
    return Form({"at": text, "at_zone": zone})


def controls(value, zone=BERLIN):
    """(text, zone) as the form shows them."""
    with timezone.override(ZoneInfo(zone)):
        page = lxml.html.fromstring(str(Form(initial={"at": value})["at"]))
    return tuple(control.get("value") for control in page.iter("input"))


@pytest.mark.parametrize(
    ("text", "zone", "stored"),
    [
        ("2026-07-01T09:30", BERLIN, datetime(2026, 7, 1, 7, 30, tzinfo=UTC)),
        ("2026-12-01T09:30:15", BERLIN, datetime(2026, 12, 1, 8, 30, 15, tzinfo=UTC)),
        ("2026-12-01 09:30", "Asia/Kathmandu", datetime(2026, 12, 1, 3, 45, tzinfo=UTC)),
        ("2026-12-01T09:30+02:00", BERLIN, datetime(2026, 12, 1, 7, 30, tzinfo=UTC)),
        ("2026-12-01T09:30", "Mars/Base", datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
        ("2026-12-01T09:30", "\0", datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
        ("", BERLIN, None),
    ],
)
def test_a_moment_is_meant_in_the_zone_of_the_page(text, zone, stored):
    form = typed(text, zone)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == stored


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-29T02:30",  # the clock is put forward over it
        "2026-10-25T02:30",  # the clock shows it twice
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "10000-01-01T00:00",
        "1899-12-31T12:00",
        "2026-13-01T00:00",
        "yesterday",
        "a\0b",
        "9" * 5000,
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, ""])
def test_what_no_clock_shows_is_refused_and_stays_as_typed(text, zone):
    form = typed(text, zone)
    if zone or ("2026-03" not in text and "2026-10" not in text):
        assert "at" in form.errors
    assert form["at"].value() == text


def test_a_moment_is_shown_in_the_current_zone():
    assert controls(datetime(2026, 7, 1, 7, 30, tzinfo=UTC)) == ("2026-07-01T09:30", BERLIN)
    assert controls(datetime(2026, 7, 1, 7, 30, 5, tzinfo=UTC), "UTC") == ("2026-07-01T07:30:05", "UTC")
    assert controls(None) == (None, BERLIN)


@pytest.mark.parametrize("hour", [0, 1])
def test_a_moment_whose_hour_comes_twice_can_be_saved_again(hour):
    stored = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    text, zone = controls(stored)
    assert zone == "UTC"
    assert typed(text, zone).fields["at"].clean(typed(text, zone)["at"].data) == stored
