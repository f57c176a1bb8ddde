"""Times in the admin are those of the browser's clock; what is typed is stored as the moment it means."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from insights.tests import factories
from insights.tests.browser.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_date_is_shown_and_typed_in_the_browser_s_zone(visit, signed_in, empty_site):
    home = factories.InsightFactory(published_at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    page = visit(reverse("admin:index"), cookies=signed_in, timezone_id="Asia/Tokyo")
    page.goto(reverse("admin:insights_insight_change", args=[home.pk]))
    page.locator("#details > summary").click()
    date = page.get_by_label("Published on")
    expect(date).to_have_value("2026-07-01T21:00")
    expect(date).to_have_accessible_description("Asia/Tokyo")
    assert violations(page, ".field-published_at") == []
    date.fill("2026-07-01T21:15")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_be_visible()
    expect(page.locator("#id_published_at")).to_have_value("2026-07-01T21:15")
    home.refresh_from_db()
    assert home.published_at == datetime(2026, 7, 1, 12, 15, tzinfo=UTC)
