"""From an article to a booked demo and its calendar file, as a visitor goes; and the same form without script."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from icalendar import Calendar
from playwright.sync_api import expect

from insights.demos.models import Booking, DemoRequest, DemoSettings
from insights.tests.browser.looking import scrolls_sideways, small_controls, violations
from insights.tests.demos.conftest import make_desk
from insights.tests.factories import CategoryFactory, make_live

pytestmark = [pytest.mark.browser, pytest.mark.databases, pytest.mark.django_db(transaction=True)]
INVALID = "status of 422"


@pytest.fixture
def article(empty_site):
    make_desk()
    return make_live(CategoryFactory(name="Belonging", slug="belonging"), title="Trust")


def fill(page):
    page.get_by_label("Full name").fill("Amara Vasquez")
    page.get_by_label("Company", exact=True).fill("Northlight Rail")
    page.get_by_label("Work e-mail").fill("amara@northlight.example")
    page.get_by_role("radio", name="100–499").check()
    page.get_by_role("checkbox", name="Belonging").check()
    page.get_by_role("checkbox", name="You may use these details").check()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_from_an_article_to_the_calendar_file(visit, article, width, scheme):
    look = {"width": width, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = visit(article.url, timezone_id="Asia/Kolkata", expecting=INVALID, **look)
    page.locator(".band").get_by_role("link", name="Schedule a demo").click()
    expect(page.get_by_text("Times in Asia/")).to_be_visible()
    expect(page.get_by_role("button", name="Show times")).to_be_hidden()
    send = page.get_by_role("main").get_by_role("button", name="Schedule a demo")
    send.click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert small_controls(page, ".picks, .zone, .later, .field") == []

    fill(page)
    time = page.get_by_role("radio", name=":").first
    chosen = time.get_attribute("value")
    time.check()
    send.click()
    expect(page.get_by_role("heading", name="Thank you, Amara Vasquez. Your demo is booked.")).to_be_visible()
    assert violations(page) == []
    assert not scrolls_sideways(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Add to calendar").click()

    [booking] = Booking.objects.all()
    [event] = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == booking.starts_at == datetime.strptime(chosen, "%Y-%m-%dT%H:%M%z")
    found = booking.request
    assert (found.insight_id, found.version, bool(found.section_uid)) == (article.home_id, 1, True)
    assert ZoneInfo(found.time_zone).utcoffset(booking.starts_at).total_seconds() == 5.5 * 3600
    address = page.url
    for path in (f"{address}cancel/", "/privacy/", f"{address}move/"):
        page.goto(path)
        assert (violations(page), scrolls_sideways(page)) == ([], False), path
    page.get_by_label("Your time zone").select_option("Asia/Tokyo")
    expect(page.get_by_role("status")).to_have_text("Times in Asia/Tokyo")
    expect(page.locator(f"input[value='{chosen}']")).to_have_count(1)
    for _ in range(4):
        page.go_back()
    send.click()
    expect(page.get_by_role("heading", name="Your demo is booked.")).to_be_visible()
    assert DemoRequest.objects.count() == 1


def test_a_page_from_a_cache_that_knows_no_times_yet_books_one(visit, article):
    def late(route):
        make_desk(offer=DemoSettings.Offer.SLOTS)
        connection.close()  # Playwright calls this in a context of its own, which has its own
        route.continue_()

    page = visit("/", timezone_id="Asia/Tokyo")
    make_desk(offer=DemoSettings.Offer.PROPOSALS)
    page.route("**/demo/slots/**", late)
    page.goto("/demo/")
    fill(page)
    expect(page.get_by_role("radio", name="None of these suits")).not_to_be_checked()
    page.get_by_role("radio", name=":").first.check()
    page.get_by_role("main").get_by_role("button", name="Schedule a demo").click()
    expect(page.get_by_role("heading", name="Your demo is booked.")).to_be_visible()


def test_without_script_by_keyboard(visit, article):
    page = visit("/demo/", java_script_enabled=False)
    page.get_by_label("Your time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show times").click()
    expect(page.get_by_text("Times in Asia/Tokyo")).to_be_visible()
    fill(page)
    page.get_by_role("radio", name="None of these suits").check()
    page.get_by_label("Days that suit you").fill("Tuesday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="We have your request.")).to_be_visible()
    page.get_by_role("link", name="Choose an open time instead").click()
    page.get_by_role("radio", name=":").first.check()
    page.get_by_role("button", name="Take this time").click()
    page.get_by_role("link", name="Cancel the demo").click()
    page.get_by_role("button", name="Cancel the demo").click()
    expect(page.get_by_role("heading", name="This demo is cancelled.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_going_back_and_sending_again_takes_no_other_time(visit, article, script):
    """The time that was taken is not on the list any more: another one must not stand in its place."""
    page = visit("/demo/", java_script_enabled=script, expecting=INVALID)
    fill(page)
    page.get_by_role("radio", name=":").nth(1).check()
    send = page.get_by_role("main").get_by_role("button", name="Schedule a demo")
    send.click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.go_back()
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a time.")
    assert DemoRequest.objects.count() == 1
