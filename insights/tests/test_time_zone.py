"""Times in the admin are the editor's; public pages know of no cookie."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def home():
    return factories.InsightFactory(published_at=NOON)


def test_the_admin_shows_times_in_the_zone_of_the_browser(editor, home):
    editor.cookies["time_zone"] = "Asia/Kathmandu"
    html = editor.get(reverse("admin:insights_insight_change", args=[home.pk])).content.decode()
    assert 'value="2026-07-01T17:45"' in html
    assert 'name="published_at_zone" value="Asia/Kathmandu"' in html
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    "zone", [None, "", "Mars/Base", "../../etc/passwd", "Europe", "x" * 4000, "a\0b", "%0d%0aX: y"]
)
def test_without_a_zone_that_there_is_times_are_the_site_s(editor, home, zone):
    if zone is not None:
        editor.cookies["time_zone"] = zone
    html = editor.get(reverse("admin:insights_insight_change", args=[home.pk])).content.decode()
    assert 'value="2026-07-01T12:00"' in html
    assert 'name="published_at_zone" value="UTC"' in html


def test_a_form_is_read_in_the_zone_it_was_shown_in(editor, home):
    url = reverse("admin:insights_insight_change", args=[home.pk])
    seen = editor.get(url).context["adminform"].form.initial["seen"]
    editor.cookies["time_zone"] = "Asia/Tokyo"
    data = {"title": home.title, "slug": home.slug, "tags": "", "summary": "", "byline": "", "seen": seen}
    editor.post(url, data | {"published_at": "2026-07-01T09:30", "published_at_zone": "Europe/Berlin"})
    home.refresh_from_db()
    assert home.published_at == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)


def test_public_pages_neither_ask_for_nor_set_a_zone(client):
    version = factories.make_live(published_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    plain = client.get(version.url)
    client.cookies["time_zone"] = "Asia/Tokyo"
    told = client.get(version.url)
    assert told.content == plain.content
    assert not told.cookies
    assert "Cookie" not in told.headers.get("Vary", "")
    assert b"time_zone" not in told.content
