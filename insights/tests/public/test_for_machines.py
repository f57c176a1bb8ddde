"""robots.txt, llms.txt, security.txt, and what holds for every address that machines read."""

from datetime import datetime, timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from insights.content.models import SiteProfile
from insights.content.slugs import RESERVED
from insights.tests.factories import CategoryFactory, InsightFactory, make_live

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/feeds/atom.xml", "/feeds/rss.xml", "/feeds/feed.json", "/feeds/topics/here/atom.xml", "/insights/story.md",
    "/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/topics.xml", "/sitemaps/insights-1.xml", "/robots.txt",
    "/llms.txt", "/.well-known/security.txt",
]  # fmt: skip


@pytest.fixture
def story():
    return make_live(CategoryFactory(slug="here"), title="Story", slug="story", sections={"article": None})


def test_robots_leave_alone_what_is_not_for_readers_and_find_the_map(client, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /preview/", "Disallow: /shared/", "Disallow: /search/?"} <= set(lines)
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_language_models_find_each_insight_as_markdown(client, settings, story):
    InsightFactory(title="Hidden")
    text = client.get("/llms.txt").content.decode()
    assert text.startswith("# MentorCloud\n")
    assert f"- [Story]({settings.SITE_URL}/insights/story.md)" in text
    assert f"({settings.SITE_URL}/insights/topics/here/)" in text
    assert "Hidden" not in text


def test_llms_txt_of_an_empty_site_is_whole(client, statements):
    assert client.get("/llms.txt").content.decode().count("## ") == 1


def test_a_finder_of_holes_knows_whom_to_tell(client, settings):
    SiteProfile.objects.update(email="security@example.com")
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@example.com"
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timezone.now() + timedelta(days=30) < expires < timezone.now() + timedelta(days=365)


def test_without_a_mail_address_there_is_a_page_to_turn_to(client, settings):
    SiteProfile.objects.update(email="")
    assert f"Contact: {settings.SITE_URL}/about/" in client.get("/.well-known/security.txt").content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_answers_reading_methods_only_and_knows_no_parameter(client, story, address):
    plain = client.get(address)
    assert plain.status_code == 200
    assert client.head(address).headers == plain.headers
    for method in ("post", "put", "patch", "delete", "trace"):
        refused = getattr(client, method)(address)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
    for query in ("page=999999", "page=-1", "page=%00", "x=<script>", "format=html"):
        assert client.get(f"{address}?{query}").content == plain.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_is_for_everybody_and_never_a_page_to_be_run(client, settings, story, address):
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get(address, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert "evil" not in response.content.decode()
    assert not response.cookies
    assert response.get("Vary") in (None, "Accept-Encoding")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "html" not in response["Content-Type"]


def test_no_slug_hides_behind_an_address_of_the_site():
    found = {str(pattern.pattern) for pattern in _patterns(get_resolver().url_patterns)}
    words = {route.split("/")[1] for route in found if route.startswith("insights/")}
    assert {word for word in words if word and "<" not in word} <= RESERVED


def _patterns(patterns):
    for pattern in patterns:
        yield from _patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
