"""Booked demos on the team's clock."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from insights.tests.demos.people import LIST, administrator, booked, in_zone, make, page_of, signed_in

pytestmark = pytest.mark.django_db
CALENDAR = f"{LIST}calendar/"


@pytest.fixture
def client():
    return signed_in(administrator())


def words(part):
    return " ".join(part.text_content().split())


def on(client, **query):
    """What stands on which day."""
    days = page_of(client.get(CALENDAR, query)).cssselect(".cal__day")
    return {
        day.cssselect("time")[0].get("datetime"): [
            " ".join(e.text_content().split()) for e in day.cssselect(".cal__entry")
        ]
        for day in days
        if day.cssselect(".cal__entry")
    }


def test_a_demo_stands_on_the_team_s_day_whoever_looks(client):
    in_zone("Pacific/Auckland")
    booked(make(), datetime(2031, 5, 11, 21, 30, tzinfo=UTC))
    client.cookies["time_zone"] = "America/New_York"
    assert on(client, month="2031-05") == {"2031-05-12": ["09:30–10:10 Northlight Rail"]}
    assert list(on(client, week="2031-05-14")) == ["2031-05-12"]
    assert on(client, week="2031-05-11") == {}
    assert "Pacific/Auckland" in client.get(CALENDAR).content.decode()


def test_the_hour_that_comes_twice_is_named(client):
    in_zone("Europe/Berlin")
    booked(make(company="Summer"), datetime(2031, 10, 26, 0, 15, tzinfo=UTC))
    booked(make(company="Winter"), datetime(2031, 10, 26, 1, 15, tzinfo=UTC))
    assert on(client, month="2031-10")["2031-10-26"] == ["02:15 CEST–02:55 CEST Summer", "02:15 CET–02:55 CET Winter"]


def test_a_cancelled_demo_is_gone_and_an_empty_month_says_so(client):
    booking = booked(make(), datetime(2031, 5, 12, 9, tzinfo=UTC))
    booking.cancelled_at = timezone.now()
    booking.save()
    assert on(client, month="2031-05") == {}
    assert "No demo is booked in this month." in client.get(CALENDAR, {"month": "2031-05"}).content.decode()


@pytest.mark.parametrize(
    "query", [{}, {"week": ""}, {"month": "1900-01"}, {"month": "2200-12"}, {"week": "1901-01-01"}]
)
def test_months_and_weeks_that_are_there(client, query):
    assert client.get(CALENDAR, query).status_code == 200


@pytest.mark.parametrize(
    "query", [{"month": "x"}, {"month": "9999-12"}, {"week": "x"}, {"week": "9999-12-31"}, {"week": "2031-W20-1"},
              {"week": "0001-01-01"}, {"week": "\0"}, {"week": "2" * 5000}, {"week": "1900-01-01"}],
)  # fmt: skip
def test_those_that_are_none_are_not_found(client, query):
    assert client.get(CALENDAR, query).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_it_costs_the_same_for_few_demos_and_for_many(client, statements, count):
    client.get(CALENDAR)
    for number in range(count):
        booked(make(owner=administrator(username=f"u{number}")), datetime(2031, 5, 1 + number, 9, tzinfo=UTC))
    with statements() as made:
        assert len(on(client, month="2031-05")) == count
    assert len(made) <= 6
