"""The checks beside the list: they follow what is edited, and lead to its place."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.sections.base import Section
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations
from insights.tests.factories import words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOWN = ".checks li:visible"


@pytest.fixture
def insight(empty_site):
    """A draft: a quote without words, a text, social links without addresses."""
    home = factories.InsightFactory(title="Trust", slug="trust")
    factories.add_section(home, "quote", {}, uid="said")
    factories.add_section(home, "text", {"body": words("All is well.")}, uid="text")
    factories.add_section(home, "social_links", {"links": [{"id": str(n)} for n in range(8)]}, uid="links")
    return home


@pytest.fixture
def builder(visit, signed_in, insight):
    path = reverse("admin:insights_insight_change", args=[insight.pk])
    return lambda **options: visit(path, cookies=signed_in, **options)


@pytest.fixture
def checks_page(visit, signed_in, insight):
    path = reverse("admin:insights_section_checks", args=[insight.pk])
    return lambda **options: visit(path, cookies=signed_in, **options)


def headline(page):
    return page.locator("#checks-headline")


def changed(page, name="builder:saved"):
    """What the list says after it has stored something."""
    page.evaluate("(name) => document.dispatchEvent(new CustomEvent(name, { detail: {} }))", name)


def test_they_come_with_the_page_and_say_how_many(builder):
    page = builder()
    expect(headline(page)).to_have_text(re.compile("1 thing stops publishing, 8 things to look at"))
    assert headline(page).get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("event", ["builder:saved", "builder:changed"])
def test_they_follow_every_change(builder, event):
    page = builder()
    expect(headline(page)).to_contain_text("stops publishing")
    Section.objects.filter(uid="said").update(data={"quote": "Wait."})
    changed(page, event)
    expect(headline(page)).to_contain_text("Ready to publish, 8 things to look at")


def test_a_finding_opens_its_card_and_its_field(builder):
    page = builder()
    page.get_by_role("link", name="Quote: “Quote” is not filled in.").click()
    expect(page.locator("#section-said").get_by_label("Quote", exact=True)).to_be_focused()


def test_the_rest_of_a_long_list_is_opened_by_keyboard_and_stays_open(builder):
    page = builder()
    expect(page.locator(SHOWN)).to_have_count(4)
    page.locator("#checks-all").press("Space")
    expect(page.locator(SHOWN)).to_have_count(9)
    Section.objects.filter(uid="said").update(data={"quote": "Wait."})
    changed(page)
    expect(page.locator(SHOWN)).to_have_count(8)


def test_the_focus_stays_on_its_finding_when_the_list_changes(builder):
    page = builder()
    link = page.locator("#check-links-links-1-url-0")
    link.focus()
    Section.objects.filter(uid="said").update(data={"quote": "Wait."})
    changed(page)
    expect(headline(page)).to_contain_text("Ready")
    expect(link).to_be_focused()


def test_without_script_they_are_a_page_whose_links_lead_to_the_fields(checks_page):
    page = checks_page(java_script_enabled=False)
    page.get_by_text("Show 5 more").click()
    expect(page.locator(SHOWN)).to_have_count(9)
    page.get_by_role("link", name="Quote: “Quote” is not filled in.").click()
    expect(page.locator(":target")).to_have_attribute("name", "quote")


def test_publishing_is_refused_with_a_way_to_the_place(builder):
    page = builder()
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_role("heading", name="1 thing stops publishing")).to_be_visible()
    page.get_by_role("link", name="“Quote” is not filled in.").click()
    expect(page.locator(":target")).to_have_attribute("name", "quote")


def test_they_are_usable_by_everybody_at_every_size(builder):
    page = builder()
    expect(headline(page)).to_contain_text("stops publishing")
    for look in looks(page):
        assert violations(page, ".checks") == [], look
        assert small_controls(page, ".checks__found", least=44) == [], look
        assert not scrolls_sideways(page), look


def test_the_page_of_its_own_is_usable_too(checks_page):
    page = checks_page()
    for look in looks(page):
        assert violations(page, ".checks") == [], look
        assert not scrolls_sideways(page), look
