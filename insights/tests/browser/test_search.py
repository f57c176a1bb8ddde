"""Titles proposed as one types, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from insights.tests.browser.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def test_proposals_open_are_chosen_and_closed_by_keys(visit):
    page = visit("/search/")
    box = page.get_by_role("combobox", name="Search insights")
    box.press_sequentially("guid")
    proposal = page.get_by_role("option", name="From guided to guiding")
    expect(proposal).to_be_visible()
    assert violations(page) == []
    box.press("Escape")
    expect(proposal).to_be_hidden()
    box.press_sequentially("ed")
    expect(proposal).to_be_visible()
    box.press("ArrowDown")
    expect(proposal).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url("**/insights/from-guided-to-guiding/")


def test_a_search_leads_to_the_place_where_the_words_stand(visit):
    page = visit("/search/")
    page.get_by_role("combobox", name="Search insights").fill("parental leave form")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="When the senior person takes the notes").click()
    place = page.url.partition("#")[2]
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
