"""What goes live and what ends, month by month."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.builder.times import Times, set_times
from insights.publishing.publish import publish, set_end
from insights.tests import factories
from insights.workflow.agenda import agenda

pytestmark = pytest.mark.django_db
CALENDAR = reverse("admin:insights_calendar")
START = datetime(2031, 5, 1, tzinfo=UTC)
END = START + timedelta(days=31)
NINE = datetime(2031, 5, 12, 9, 0, tzinfo=UTC)


def told():
    return [(str(entry.what), entry.title, entry.section, entry.moment) for entry in agenda(START, END)]


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="Trust", published_at=None)
    factories.add_section(insight, "text", uid="a")
    return insight


def test_a_first_publish_and_its_end(home):
    publish(home, at=NINE)
    set_end(home, NINE + timedelta(days=2))
    assert told() == [("Goes live", "Trust", "", NINE), ("Ends", "Trust", "", NINE + timedelta(days=2))]


def test_a_change_takes_over_and_nothing_ends(home):
    publish(home)
    publish(home, at=NINE)
    assert told() == [("Changes go live", "Trust", "", NINE)]


def test_times_of_sections_count_once_they_are_published(home):
    set_times(home.pk, "a", Times(NINE, NINE + timedelta(hours=1)), by=None)
    assert told() == []
    publish(home)
    publish(home, at=NINE - timedelta(days=1))
    assert [row[:3] for row in told()] == [
        ("Changes go live", "Trust", ""),
        ("Section appears", "Trust", "Text"),
        ("Section disappears", "Trust", "Text"),
    ]


def test_the_page_names_the_moment_where_the_editor_is(editor, home):
    publish(home, at=NINE)
    with timezone.override("Asia/Tokyo"):
        html = editor.get(CALENDAR, {"month": "2031-05"}).content.decode()
    assert "Goes live" in html
    assert reverse("admin:insights_insight_change", args=[home.pk]) in html
    assert 'name="at"' in html


def test_today_is_marked_and_months_follow_each_other(editor):
    response = editor.get(CALENDAR)
    assert response.content.decode().count('aria-current="date"') == 1
    assert editor.head(CALENDAR).status_code == 200
    html = editor.get(CALENDAR, {"month": "2031-12"}).content.decode()
    assert "?month=2032-01" in html
    assert "?month=2031-11" in html


@pytest.mark.parametrize("month", ["1900-01", "2200-12"])
def test_the_first_and_the_last_month(editor, month):
    assert editor.get(CALENDAR, {"month": month}).status_code == 200


@pytest.mark.parametrize(
    "month", ["", "x", "2031-13", "2031-00", "9999-12", "0000-01", "\0", "２０３１-05", "1" * 5000]
)
def test_a_month_that_is_none_is_not_found(editor, month):
    assert editor.get(CALENDAR, {"month": month}).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_two_queries_whatever_there_is(statements, count):
    for number in range(count):
        home = factories.InsightFactory(title=f"Insight {number}")
        factories.add_section(home, "text", uid="a")
        set_times(home.pk, "a", Times(NINE, None), by=None)
        publish(home, at=NINE)
    with statements() as made:
        assert len(agenda(START, END)) == 2 * count
    assert len(made) == 2
