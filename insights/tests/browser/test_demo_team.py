"""The demo team's pages: cards dragged, and moved by keys; and what axe finds by day and by night, wide and narrow."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from insights.demos.models import DemoRequest
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations
from insights.tests.demos.people import LIST, booked, make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "", "board/", "calendar/", "calendar/?week=", "dashboard/", "earned/", "person/", "../outboxmail/",
    "../webhookdelivery/", "../demosettings/", "../availability/", "../blackout/",
)  # fmt: skip


@pytest.fixture
def demo(empty_site):
    demo = make(company="Northlight Rail", insight=factories.InsightFactory(title="Trust"), state="contacted")
    make(company="Harbor", next_step="Call", next_step_on="2020-01-01", reasons=["links"])
    booked(demo, timezone.now() + timedelta(hours=1))
    return demo


def test_a_card_is_dragged_and_moved_by_keys(visit, signed_in, demo):
    page = visit(f"{LIST}board/", cookies=signed_in)
    card = page.locator(".card", has_text="Northlight Rail")
    expect(card.locator(".grip")).to_be_visible()
    start, end = card.locator(".grip").bounding_box(), page.locator("[data-state=won]").bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 90, steps=6)
    expect(page.locator("[data-state=won]")).to_have_class("column column--over")
    page.mouse.up()
    expect(page.locator("[data-state=won] .card")).to_contain_text("Northlight Rail")
    expect(page.locator("[data-board-says]")).to_have_text("Northlight Rail is in “Won” now.")
    expect(card.locator(".grip")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-state=lost] .card")).to_contain_text("Northlight Rail")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-board-says]")).to_have_text("It stays where it was.")
    demo.refresh_from_db()
    assert (demo.state, demo.entries.count()) == ("lost", 2)
    card.locator("summary").press("Enter")
    card.get_by_role("button", name="Held").press("Enter")
    expect(page.locator("[data-state=held] .card")).to_contain_text("Northlight Rail")
    expect(card.locator(".grip")).to_be_focused()


def test_what_somebody_else_has_moved_is_shown_as_it_is(visit, signed_in, demo):
    page = visit(f"{LIST}board/", cookies=signed_in)
    DemoRequest.objects.filter(pk=demo.pk).update(state="held", revision=7)
    page.locator(".card", has_text="Northlight Rail").locator(".grip").press("ArrowRight")
    expect(page.locator("[data-state=held] .card")).to_contain_text("Northlight Rail")
    expect(page.locator(".messagelist")).to_contain_text("Somebody else")


def test_a_card_is_moved_without_a_script(visit, signed_in, demo):
    page = visit(f"{LIST}board/", cookies=signed_in, java_script_enabled=False)
    card = page.locator(".card", has_text="Harbor")
    card.locator("summary").click()
    card.get_by_role("button", name="Held").click()
    expect(page.locator("[data-state=held] .card")).to_contain_text("Harbor")


def test_the_privacy_page_is_written_in_the_editor(visit, signed_in, empty_site):
    page = visit(f"{LIST}../demosettings/", cookies=signed_in)
    text = page.locator(".rt__text")
    expect(text).to_contain_text("While you read")
    text.press("Control+a")
    text.press_sequentially("We know nothing.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(page.url.partition("/admin/")[0] + "/privacy/")
    expect(page.locator("main")).to_contain_text("We know nothing.")
    expect(page.locator("main")).to_contain_text("How long")
    expect(page.locator("main")).not_to_contain_text("While you read")


def test_axe_finds_nothing_wide_or_narrow_by_day_or_night(visit, signed_in, demo):
    page = visit(LIST, cookies=signed_in)
    wrong = []
    for path in (*PAGES, f"{demo.pk}/change/"):
        page.goto(LIST + path)
        page.evaluate("document.querySelectorAll('#content-main details').forEach((each) => { each.open = true; })")
        for look in looks(page):
            wrong += [(path, look, found) for found in violations(page, "#content")]
            wrong += [(path, look, "sideways")] if scrolls_sideways(page) else []
        wrong += [(path, control) for control in small_controls(page, ".flow")]
    assert wrong == []
