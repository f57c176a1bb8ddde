"""Preview links and looking ahead, with a mouse and at every size."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.publishing.links import make_link, token
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def insight(empty_site):
    home = factories.InsightFactory(title="Trust")
    factories.add_section(home, "text", {"body": factories.words("Wait.")})
    return home


@pytest.fixture
def open_links(visit, signed_in, insight):
    return lambda **options: visit(
        reverse("admin:insights_insight_links", args=[insight.pk]), cookies=signed_in, **options
    )


@pytest.mark.parametrize("script", [True, False])
def test_a_link_is_made_copied_and_revoked(open_links, script):
    page = open_links(java_script_enabled=script)
    page.get_by_label("For whom").fill("Ines")
    page.get_by_role("button", name="Make link").click()
    card = page.locator(".links__one", has_text="Ines")
    expect(card.get_by_label("Address")).to_have_value(re.compile(r"/shared/[0-9a-f]{32}\.[\w-]{43}/$"))
    if script:
        card.get_by_role("button", name="Copy").click()
        expect(card.get_by_role("button", name="Copied")).to_be_visible()
    else:
        expect(card.get_by_role("button", name="Copy")).to_be_hidden()
    card.get_by_role("button", name="Revoke").click()
    expect(card).to_contain_text("Revoked")
    expect(card.get_by_label("Address")).to_have_count(0)


def test_the_page_of_links_is_usable_by_everybody_at_every_size(open_links, insight):
    make_link(insight, label="Ines")
    page = open_links(expecting="422")
    page.get_by_label("Until a day").check()
    page.get_by_role("button", name="Make link").click()
    expect(page.get_by_text("Choose the last day.")).to_be_visible()
    for look in looks(page):
        assert violations(page, ".links") == [], look
        assert not scrolls_sideways(page), look


def test_bars_over_pages_are_usable_by_everybody_at_every_size(visit, signed_in, insight):
    for path in (f"/shared/{token(make_link(insight))}/", "/preview/at/2090-01-01T09:00/insights/"):
        page = visit(path, cookies=signed_in)
        for look in looks(page):
            assert violations(page) == [], look
            assert not scrolls_sideways(page), look
