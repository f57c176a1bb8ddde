"""Looking ahead: the whole public site as it will be, for the staff only."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight, SiteProfile
from insights.public.rewriting import rewritten
from insights.public.timetravel import parse
from insights.publishing.publish import publish, set_end
from insights.tests.factories import (
    CategoryFactory,
    InsightFactory,
    add_section,
    colleague,
    make_live,
    words,
)

pytestmark = pytest.mark.django_db
LEAVES = re.compile(r'<(?:a|area|form)\b[^>]* (?:href|action)="(/[^"]*)"')


def ahead(path="/", **distance):
    moment = timezone.now() + timedelta(**(distance or {"days": 2}))
    return f"/preview/at/{moment:%Y-%m-%dT%H:%M}{path}"


@pytest.fixture
def coming():
    """A draft and a change that are scheduled for tomorrow, in a topic."""
    category = CategoryFactory(slug="time", name="Time")
    tomorrow = timezone.now() + timedelta(days=1)
    draft = InsightFactory(title="Coming draft", slug="coming")
    draft.file_under([category])
    publish(draft, at=tomorrow)
    live = make_live(category, title="Present words", slug="present")
    Insight.objects.filter(pk=live.home_id).update(title="Coming words", slug="moved", revision=5)
    publish(live.working_copy, at=tomorrow)
    return category


def test_lists_topics_and_pages_are_as_they_will_be(editor, coming):
    for path in ("/", "/insights/", coming.url):
        html = editor.get(ahead(path)).content.decode()
        assert "Coming draft" in html
        assert "Coming words" in html
        assert "Present words" not in html
    assert editor.get(ahead("/insights/coming/")).status_code == 200
    assert "Coming words" in editor.get(ahead("/insights/moved/")).content.decode()


def test_what_has_ended_by_then_is_not_found_within_the_frame(editor):
    live = make_live(slug="ending")
    set_end(live.working_copy, timezone.now() + timedelta(days=1))
    assert editor.get(ahead(live.url, hours=1)).status_code == 200
    response = editor.get(ahead(live.url))
    assert response.status_code == 404
    assert 'class="looking"' in response.content.decode()
    assert live.title not in editor.get(ahead("/insights/")).content.decode()


def test_sections_come_and_go_at_their_time(editor):
    home = InsightFactory(slug="timed")
    day = timedelta(days=1)
    add_section(home, "text", {"body": words("Later on")}, visible_from=timezone.now() + day)
    add_section(home, "text", {"body": words("For today")}, uid="today", visible_until=timezone.now() + day)
    url = publish(home).url
    now, later = (editor.get(ahead(url, hours=hours)).content.decode() for hours in (1, 48))
    assert ("For today" in now, "Later on" in now) == (True, False)
    assert ("For today" in later, "Later on" in later) == (False, True)


def test_the_past_is_now(editor, coming):
    html = editor.get("/preview/at/2001-01-01T00:00/insights/").content.decode()
    assert "The site as it is now" in html
    assert "Present words" in html
    assert "Coming" not in html


def test_readers_see_nothing_of_it_before_or_after(editor, client, coming):
    editor.get(ahead("/insights/"))
    client.logout()
    for path in ("/", "/insights/", coming.url, "/insights/present/"):
        html = client.get(path).content.decode()
        assert "Coming" not in html
        assert "looking" not in html


def test_it_is_private_and_in_no_index(editor):
    for url in (ahead(), ahead("/nowhere/"), "/preview/at/nonsense/"):
        response = editor.get(url)
        assert {part.strip() for part in response["Cache-Control"].split(",")} == {"private", "no-store"}
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(("permission", "status"), [("view_insight", 200), ("change_own_insight", 200), ("x", 403)])
def test_it_is_for_those_who_may_read_drafts(client, permission, status):

    assert client.get(ahead()).status_code == 302
    user = colleague(permission)
    client.force_login(user)
    assert client.get(ahead()).status_code == status
    assert client.get("/preview/at/").status_code in {302, status}
    assert client.post(ahead()).status_code == 405


def test_links_stay_inside_and_files_are_fetched_from_where_they_are(editor, coming):
    SiteProfile.objects.update(navigation=[{"label": "All", "url": "/insights/"}])
    url = ahead("/insights/")
    base = url.removesuffix("insights/")
    html = editor.get(url).content.decode()
    led = LEAVES.findall(html.replace('href="/insights/">Leave', "").replace('action="/preview/at/"', ""))
    assert led
    assert all(link.startswith(base) for link in led)
    assert f'href="{base}insights/coming/"' in html
    assert 'href="/static/' in html or 'href="/static' in html
    assert "preview/at" not in " ".join(re.findall(r'(?:src|srcset)="[^"]*"', html))


def test_only_own_links_of_readers_are_led(settings):
    settings.SITE_URL = "https://own.example"

    def lead(url):
        return "/x" + url

    for tag, expected in [
        ('<a class="b" href="/insights/?page=2#top">', '<a class="b" href="/x/insights/?page=2#top">'),
        ("<a href='/about/'>", '<a href="/x/about/">'),
        ('<a title="a > b" href="/?a=1&amp;b=2">', '<a title="a > b" href="/x/?a=1&amp;b=2">'),
        ('<a href="https://own.example/about/">', '<a href="/x/about/">'),
        ('<form action="/search/">', '<form action="/x/search/">'),
    ]:
        assert rewritten(tag, lead) == expected
    for tag in [
        '<a href="#top">',
        '<a href="//evil/">',
        '<a href="https://elsewhere.example/insights/">',
        '<a href="/static/x.css">',
        '<a href="/media/images/x.png">',
        '<a href="/admin/">',
        '<a href="/preview/x/">',
        '<a href="/shared/x/">',
        '<img src="/insights/x.png" srcset="/a 2x">',
        '<link href="/insights/">',
        '<p>href="/insights/"</p>',
    ]:
        assert rewritten(tag, lead) == tag


@pytest.mark.parametrize(
    "path", ["admin/", "media/images/x.png", "preview/kinds/quote/", "shared/x/", "preview/at/", "x"]
)
def test_nothing_but_pages_for_readers_is_inside(editor, path):
    assert editor.get(ahead(f"/{path}")).status_code == 404


def test_a_missing_slash_is_put_right_inside(editor):
    response = editor.get(ahead("/insights"))
    assert (response.status_code, response["Location"]) == (302, ahead("/insights/"))


def test_pages_of_a_list_are_led_to_as_well(editor):
    for _ in range(30):
        make_live()
    html = editor.get(ahead("/insights/") + "?page=2").content.decode()
    assert ahead("/insights/") + "?page=3" in html
    assert editor.get(ahead("/insights/") + "?page=99").status_code == 404


def test_the_form_leads_to_the_same_page_at_another_moment(editor):
    go = {"at": "2031-05-06T07:08", "path": "/insights/"}
    assert editor.get("/preview/at/", go)["Location"] == "/preview/at/2031-05-06T07:08/insights/"
    assert re.fullmatch(r"/preview/at/[\dT:-]{16}/", editor.get("/preview/at/")["Location"])
    for path in ("//evil.example/", "https://evil.example/", "/admin/", "\0", "x" * 5000):
        assert re.fullmatch(r"/preview/at/[^/]+/", editor.get("/preview/at/", {"path": path})["Location"])


def test_moments_are_in_the_editors_time_zone():
    with timezone.override("Europe/Berlin"):
        assert parse("2030-07-01T09:00") == datetime(2030, 7, 1, 7, tzinfo=UTC)
        assert parse("2030-07-01T09:00:30Z") == datetime(2030, 7, 1, 9, 0, 30, tzinfo=UTC)
        assert parse("2030-07-01T09:00+05:30") == datetime(2030, 7, 1, 3, 30, tzinfo=UTC)
        assert parse("2030-03-31T02:30")  # skipped there


def test_the_moment_is_the_editors_and_the_dates_on_the_page_are_the_sites(editor, coming):
    live = make_live(slug="late", published_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    soon = f"{timezone.now() + timedelta(hours=30):%Y-%m-%dT%H:%M}"
    assert "Coming draft" in editor.get(f"/preview/at/{soon}/").content.decode()
    editor.cookies["time_zone"] = "Pacific/Kiritimati"  # 14 hours ahead: there it is that time before the change
    assert "Coming draft" not in editor.get(f"/preview/at/{soon}/").content.decode()
    html = editor.get(f"/preview/at/2031-05-06T07:08{live.url}").content.decode()
    assert "on May 6, 2031, 07:08 " in html
    assert 'value="2031-05-06T07:08"' in html
    assert "June 30, 2026" in html
    there = editor.get("/preview/at/")["Location"].split("/")[3]
    assert abs(datetime.fromisoformat(f"{there}+14:00") - timezone.now()) < timedelta(minutes=2)


@pytest.mark.parametrize(
    "moment",
    ["x", "2030", "2030-13-01T00:00", "2030-02-30T00:00", "0000-01-01T00:00", "９９９９-01-01T00:00", "9" * 5000, "%00",
     "2030-01-01 00:00", "2030-01-01T00:00+99:00", "<b>", "2030-W01-1T00:00"],
)  # fmt: skip
def test_what_is_no_moment_is_a_page_that_says_so(editor, moment):
    response = editor.get(f"/preview/at/{moment}/")
    assert response.status_code == 404
    assert "is not a date and time" in response.content.decode()


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59", "0001-01-01T00:00", "9999-12-31T23:59:59-12:00"])
def test_the_ends_of_the_calendar_fail_nobody(editor, settings, zone, moment):
    settings.TIME_ZONE = zone
    make_live()
    assert editor.get(f"/preview/at/{moment}/").status_code in {200, 404}


def test_it_is_asked_for_by_name():
    assert reverse("time_travel", kwargs={"moment": "2030-01-01T00:00", "path": "about/"}).endswith(":00/about/")
    assert reverse("time_travel", kwargs={"moment": "2030-01-01T00:00"}).endswith(":00/")


@pytest.mark.parametrize("count", [2, 30])
def test_it_costs_what_the_page_costs(editor, count, statements):
    for _ in range(count):
        make_live()
    with statements() as made:
        editor.get(ahead("/insights/"))
    assert len(made) <= 8  # two of them for who is looking
