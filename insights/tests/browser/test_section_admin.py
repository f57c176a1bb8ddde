"""The list of all sections, with a mouse and at every size."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.sections.base import Section
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_list(visit, signed_in, empty_site):
    """`open_list()`: two insights with a call to action and a quote each."""
    for title in ("Trust", "Time"):
        home = factories.InsightFactory(title=title)
        factories.add_section(home, "call_to_action", {"heading": f"Schedule “{title}”"}, uid=f"cta{title}")
        factories.add_section(home, "quote", {}, uid=f"said{title}")
    return lambda **options: visit(reverse("admin:insights_section_changelist"), cookies=signed_in, **options)


def shown():
    return sorted(Section.objects.filter(enabled=True).values_list("uid", flat=True))


@pytest.mark.parametrize("script", [True, False])
def test_every_call_to_action_saying_something_is_hidden_and_comes_back(open_list, script):
    page = open_list(java_script_enabled=script)
    page.locator("#searchbar").fill("Schedule")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    for box in page.locator("tbody .action-select").all():
        box.check()
    page.locator("select[name=action]").select_option(label="Hide from readers")
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".batch")).to_contain_text("2 sections in 2 insights hidden.")
    assert shown() == ["saidTime", "saidTrust"]
    page.locator(".batch").get_by_role("button", name="Undo").click()
    expect(page.locator(".messagelist")).to_contain_text("Undone in 2 insights.")
    assert len(shown()) == 4


def test_a_row_leads_to_the_card_in_its_insight(open_list):
    page = open_list()
    page.locator("tbody tr", has_text="Schedule “Time”").get_by_role("link", name="Time", exact=True).click()
    assert page.url.endswith("#section-ctaTime")
    expect(page.locator("#section-ctaTime")).to_be_in_viewport()


def test_it_is_usable_by_everybody_at_every_size(open_list):
    page = open_list()
    for box in page.locator("tbody .action-select").all():
        box.check()
    page.locator("select[name=action]").select_option(label="Hide from readers")
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".batch")).to_be_visible()
    for look in looks(page):
        assert violations(page, ".batch", ".kind", ".kind__incomplete") == [], look
        assert not scrolls_sideways(page), look
