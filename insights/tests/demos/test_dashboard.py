"""What is counted, drawn, and told to writers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from insights.demos.models import InsightDay
from insights.demos.team.figures import Period, by, by_insight, percent, plotted, totals, weekly
from insights.tests import factories
from insights.tests.demos.people import LIST, administrator, ago, booked, in_zone, make, page_of, signed_in

pytestmark = pytest.mark.django_db
DASHBOARD, EARNED = f"{LIST}dashboard/", f"{LIST}earned/"


@pytest.fixture
def client():
    return signed_in(administrator())


@pytest.fixture
def period():
    desk = in_zone("Europe/Berlin")
    return Period.until(timezone.localdate(timezone=desk.zone), 4, desk.zone)


def seen(insight, views, clicks=0, day=None):
    InsightDay.objects.create(insight=insight, day=day or timezone.localdate(), views=views, band_clicks=clicks)


def test_a_period_ends_with_this_week(period):
    assert period.first.weekday() == 0
    assert len(period.mondays) == 4
    assert period.mondays[-1] <= timezone.localdate() < period.mondays[-1] + timedelta(days=8)


def test_requests_are_counted_by_week_without_spam(period):
    make()
    make(state="won")
    make(state="spam")
    make(created_at=ago(weeks=1))
    make(created_at=ago(weeks=30))
    counts = [counts for _monday, *counts in weekly(period)]
    assert counts[:2] == [[0, 0], [0, 0]]
    assert sum(requests for requests, _booked in counts) == 3
    assert counts[-1] == [2, 1]


def test_weeks_begin_where_the_team_works():
    desk = in_zone("Pacific/Auckland")
    period = Period.until(date(2031, 5, 14), 1, desk.zone)
    make(created_at="2031-05-11T13:00Z")  # Monday, one o'clock at night
    make(created_at="2031-05-11T11:00Z")  # Sunday
    assert weekly(period) == [(date(2031, 5, 12), 1, 0)]


def test_a_demo_that_was_booked_counts_whatever_came_of_it(period):
    demo = make(state="lost")
    booking = booked(demo, timezone.now())
    booking.cancelled_at = timezone.now()
    booking.save()
    assert (totals(period).requests, totals(period).booked) == (1, 1)


def test_by_topic_source_and_words(period):
    topic = factories.CategoryFactory(name="Trust")
    make(cta_text="Talk to us", campaign={"utm_source": "linkedin"}).topics.add(topic)
    make(cta_text="Talk to us")
    assert [row[:2] for row in by(period, "topics__name", "None")] in (
        [("None", 1), ("Trust", 1)],
        [("Trust", 1), ("None", 1)],
    )
    assert {row[:2] for row in by(period, "campaign__utm_source", "None")} == {("linkedin", 1), ("None", 1)}
    assert [row[:2] for row in by(period, "cta_text", "None")] == [("Talk to us", 2)]


def test_looks_and_requests_of_an_article_stand_beside_each_other(period):
    insight = factories.InsightFactory(title="Trust")
    seen(insight, 150, 9)
    seen(insight, 50, 1, timezone.localdate() - timedelta(days=1))
    seen(insight, 999, 99, timezone.localdate() - timedelta(weeks=20))
    make(insight=insight)
    make()
    rows = {row.label: row for row in by_insight(period)}
    assert (rows["Trust"].views, rows["Trust"].clicks, rows["Trust"].rates["requests"]) == (200, 10, "0.50%")
    assert (rows["Not from an article"].views, rows["Not from an article"].rates["requests"]) == (0, "")
    assert (totals(period).requests, totals(period).views, totals(period).rates["requests"]) == (2, 200, "0.50%")


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 0, ""), (0, 9, "0%"), (2, 3000, "0.07%"), (1, 40, "2.5%"), (1, 3, "33%")]
)
def test_small_parts_can_be_told_apart(part, whole, told):
    assert percent(part, whole) == told


def test_large_numbers_are_easily_read_in_the_reader_s_language(client):
    seen(insight := factories.InsightFactory(), 12345)
    make(insight=insight)
    assert "12,345" in page_of(client.get(DASHBOARD)).cssselect(".funnel dd")[0].text
    with override("de"):
        assert percent(1, 40).startswith("2,5")


def test_the_axis_names_a_few_weeks():
    weeks = [(date(2031, 5, 12) + timedelta(weeks=number), 1, 0) for number in range(52)]
    assert [week for week in plotted(weeks)["named"] if week] == [weeks[number][0] for number in range(0, 52, 9)]


def test_an_article_that_many_read_and_nobody_asked_for_a_demo_from_is_told_too(period):
    asked, read, little = (factories.InsightFactory(title=title) for title in ("Asked", "Read", "Little"))
    make(insight=asked)
    seen(read, 300, 4)
    seen(little, 2)
    rows = by_insight(period, 2)
    assert [(row.label, row.requests, row.views, row.rates["requests"]) for row in rows] == [
        ("Asked", 1, 0, ""),
        ("Read", 0, 300, "0%"),
    ]


@pytest.mark.parametrize(
    ("largest", "top"), [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (25, 40), (41, 100), (999, 1000)]
)
def test_the_axis_ends_at_a_round_number(largest, top):
    assert plotted([(date(2031, 5, 12), largest, 0)])["top"] == top


def test_the_plot_has_words_and_a_table(client):
    make()
    page = page_of(client.get(DASHBOARD))
    drawing = page.cssselect(".plot__svg")[0]
    assert drawing.get("role") == "img"
    told = [page.get_element_by_id(key).text_content() for key in drawing.get("aria-labelledby").split()]
    assert told[0] == "Requests per week"
    assert "1 requests in all" in told[1]
    assert len(page.cssselect(".plot tbody tr")) == 52
    assert not page.xpath("//*[@style]")


@pytest.mark.parametrize("weeks", ["", "x", "0", "-1", "9999", "\0", "4", "²"])
def test_a_period_that_is_not_offered_is_the_longest(client, weeks):
    page = page_of(client.get(DASHBOARD, {"weeks": weeks}))
    assert page.cssselect(".periods [aria-current]")[0].text_content() == ("4 weeks" if weeks == "4" else "52 weeks")


def test_nothing_yet_is_said(client):
    assert "Nobody asked for a demo in this time." in client.get(DASHBOARD).content.decode()


@pytest.mark.parametrize("path", [DASHBOARD, EARNED])
def test_a_page_costs_the_same_for_few_requests_and_for_many(client, statements, path):
    make()
    client.get(path)
    with statements() as few:
        client.get(path)
    for _number in range(20):
        make(insight=factories.InsightFactory(), cta_text="Talk")
    with statements() as many:
        client.get(path)
    assert len(few) <= len(many) <= len(few) + 1 <= 14  # looks are asked for only if there is an article


def test_editors_see_numbers_and_nobody_s_name():
    make(
        insight=factories.InsightFactory(title="Trust"),
        cta_text="Talk to us",
        message="Please call",
        owner=administrator(),
    )
    client = signed_in(factories.member("Editor"))
    html = client.get(EARNED).content.decode()
    assert "Trust" in html
    assert "Talk to us" in html
    for word in ("Northlight", "Amara", "amara@", "Please call", "ada", "dashboard"):
        assert word not in html
    assert EARNED in client.get("/admin/insights/insight/").content.decode()


@pytest.mark.parametrize("role", ["Viewer", "Author"])
def test_who_may_not_change_articles_does_not(role):
    client = signed_in(factories.member(role))
    assert client.get(EARNED).status_code == 403
    assert EARNED not in client.get("/admin/insights/insight/").content.decode()
    assert signed_in(factories.member("Editor")).get(DASHBOARD).status_code == 403
