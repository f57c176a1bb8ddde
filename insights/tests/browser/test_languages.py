"""An editor whose browser speaks German gets a German page builder, scripts included, and may choose otherwise."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_builder_speaks_german(visit, signed_in, empty_site):
    home = factories.InsightFactory()
    factories.add_section(home, "text")
    url = reverse("admin:insights_insight_change", args=[home.pk])
    page = visit(url, cookies=signed_in, locale="de-DE")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.locator(".sec__open").click()
    expect(page.get_by_role("button", name="Fett")).to_be_visible()
    page.get_by_role("switch").click()
    expect(page.locator("[data-live]")).to_contain_text("ist für Leser ausgeblendet. Gespeichert.")
    expect(page.locator("[data-saved]")).to_contain_text("Gespeichert")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(url)
    expect(page.get_by_role("button", name="Bold")).to_be_visible()
