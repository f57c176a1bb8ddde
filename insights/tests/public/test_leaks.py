"""Nothing unpublished leaks: every public output there is, read as anybody, for words that nobody may read.

A new address of the site fails this test until it says below how it is read.
"""

import re
from datetime import timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from insights.content.models import Category
from insights.public.archive import years
from insights.public.entries import FORMATS as FILES
from insights.public.paging import PER_PAGE
from insights.publishing.links import make_link, token
from insights.tests.factories import admin_user, make_live, signed_in
from insights.tests.public.hidden import MARK, make_hidden

pytestmark = pytest.mark.django_db


# Outputs for readers: by name, the addresses to read.
def searched(*addresses):
    """Once everything there is has been indexed anew."""
    call_command("rebuild_search")
    return addresses


READ = {
    "home": lambda site: ["/"],
    "insight_list": lambda site: ["/insights/", "/insights/?page=2", "/insights/?topic=shown&tag=shown&sort=title"],
    "category": lambda site: [topic.url for topic in Category.objects.all()],
    "tag_list": lambda site: ["/insights/tags/"],
    "tag": lambda site: ["/insights/tags/shown/"],
    "author_list": lambda site: ["/authors/"],
    "author": lambda site: [site.author.url],
    "archive": lambda site: ["/insights/archive/"],
    "archive_year": lambda site: [year.url for year in years()],
    "archive_month": lambda site: [month.url for year in years() for month in year.months],
    "insight_detail": lambda site: [version.url for version in site.live],
    "search": lambda site: searched("/search/", "/search/?q=shown", "/search/?q=the"),
    "search_suggest": lambda site: searched("/search/suggest/?q=sh", "/search/suggest/?q=th"),
    "about": lambda site: ["/about/"],
    "demo": lambda site: ["/demo/"],
    "demo_slots": lambda site: ["/demo/slots/", "/demo/slots/?zone=Asia/Tokyo"],
    "privacy": lambda site: ["/privacy/"],
    "feed": lambda site: [f"/feeds/{name}" for name in FILES.values()],
    "place_feed": lambda site: [
        *(f"/feeds/topics/{site.topic.slug}/{name}" for name in FILES.values()),
        *(f"/feeds/tags/{tag.slug}/atom.xml" for version in site.live for tag in version.tags.all()),
        *(f"/feeds/authors/{version.author.slug}/rss.xml" for version in site.live if version.author),
    ],
    "markdown_twin": lambda site: [f"{version.url[:-1]}.md" for version in site.live],
    "sitemap": lambda site: ["/sitemap.xml"],
    "sitemap_insights": lambda site: ["/sitemaps/insights-1.xml"],
    "sitemap_topics": lambda site: ["/sitemaps/topics.xml"],
    "sitemap_pages": lambda site: ["/sitemaps/pages.xml"],
    "robots": lambda site: ["/robots.txt"],
    "live": lambda site: ["/livez"],
    "ready": lambda site: ["/readyz"],
    "llms": lambda site: ["/llms.txt"],
    "security": lambda site: ["/.well-known/security.txt"],
    "index": lambda site: ["/api/v1/"],
    "insights": lambda site: searched(
        "/api/v1/insights/?page_size=100", "/api/v1/insights/?q=shown", "/api/v1/insights/?category=shown&tag=shown"
    ),
    "insight": lambda site: [f"/api/v1/insights/{key}/" for one in site.live for key in (one.slug, one.home_id)],
    "categories": lambda site: ["/api/v1/categories/"],
    "category_by_slug": lambda site: ["/api/v1/categories/shown/"],
    "tags": lambda site: ["/api/v1/tags/"],
    "tag_by_slug": lambda site: ["/api/v1/tags/shown/"],
    "authors": lambda site: ["/api/v1/authors/"],
    "author_by_slug": lambda site: ["/api/v1/authors/shown/"],
    "openapi": lambda site: ["/api/v1/openapi.json"],
    "docs": lambda site: ["/api/v1/docs/"],
}
# Outputs for some: by name, the addresses that nobody else may read.
REFUSED = {
    "insight_preview": lambda site: [reverse("insight_preview", args=[one.pk]) for one in site.insights.values()],
    "section_preview": lambda site: [
        reverse("section_preview", args=[one.pk, f"{MARK}body"]) for one in site.insights.values()
    ],
    "version_preview": lambda site: [reverse("version_preview", args=[one.pk, 1]) for one in site.insights.values()],
    "kind_sample": lambda site: ["/preview/kinds/text/"],
    "time_travel_choose": lambda site: ["/preview/at/", "/preview/at/?path=/insights/"],
    "time_travel": lambda site: [f"/preview/at/2090-01-01T00:00{path}" for path in ("/", "/insights/")],
    "shared_preview": lambda site: ["/shared/x/", f"/shared/{site.live[0].home_id.hex}.{'A' * 43}/"],
    "nothing": lambda site: [
        *(f"/api/v1/insights/{MARK}{name}/" for name in site.insights),
        *(f"/api/v1/insights/{one.pk}/" for one in site.insights.values() if one.pk),
        *(
            f"/api/v1/{kind}/{MARK}{name}{end}/"
            for name in site.insights
            for kind, end in (("authors", ""), ("tags", "tag"))
        ),
        "/api/v1/nowhere/",
    ],
    **{
        f"demo_{name}": lambda site, end=end: [f"/demo/request/{token}/{end}" for token in ("x", f"{'0' * 32}.x")]
        for name, end in {"request": "", "calendar": "demo.ics", "move": "move/", "cancel": "cancel/"}.items()
    },
    "insight_seen": lambda site: [f"{version.url}seen/" for version in site.live],
    "demo_opened": lambda site: ["/demo/opened/"],
    "media_file": lambda site: [f"/media/images/{site.picture.id.hex}.png", "/media/images/", "/media/"],
}


def named(patterns):
    """Every name of the site's addresses outside the admin."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from () if pattern.app_name == "admin" else named(pattern.url_patterns)
        else:
            yield pattern.name


def said(response):
    """All that an answer tells: headers and body."""
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response) if response.streaming else response.content
    return headers.lower() + body.decode().lower()


def leaks(response, *granted):
    """Hidden words in an answer, apart from those that were granted or asked for."""
    text = said(response)
    for word in granted:
        text = text.replace(word.lower(), "")
    return re.findall(rf"{MARK}[\w-]*", text)


@pytest.fixture
def site():
    for _ in range(PER_PAGE):
        make_live()
    return make_hidden()


def test_every_output_is_looked_at():
    assert set(named(get_resolver().url_patterns)) == READ.keys() | REFUSED.keys()


def test_no_page_tells_a_hidden_word(client, site):
    for name, addresses in READ.items():
        for url in addresses(site):
            own = Category.objects.get(slug=url.split("/")[3]).name if name == "category" else ""
            own_slug = url if own else ""
            for response in (client.get(url), client.head(url), client.get(url, {"format": "json"})):
                assert response.status_code == 200, url
                assert leaks(response, *filter(None, (own_slug, own))) == [], url


def test_the_pages_show_what_they_shall(client, site):
    """Or else the test above would prove nothing."""
    for version in site.live:
        assert version.title in client.get(version.url).content.decode()
    topic = client.get(site.topic.url).content.decode()
    assert all(version.title in topic for version in site.live)
    assert f"{len(site.live)} " in topic
    lists = [client.get(url).content.decode() for url in ("/insights/tags/shown/", site.author.url)]
    signed = [version for version in site.live if version.author_id]
    assert all(f"{len(signed)} insights" in html and signed[0].title in html for html in lists)


def test_tags_and_authors_of_hidden_insights_are_not_found(client, site):
    for name in site.insights:
        for url in (f"/insights/tags/{MARK}{name}tag/", f"/authors/{MARK}{name}/"):
            response = client.get(url)
            assert response.status_code == 404, url
            assert leaks(response, f"{MARK}{name}tag", f"{MARK}{name}") == [], url


def test_hidden_addresses_owe_not_found_or_gone_and_no_word(client, site):
    for url, status in site.owed.items():
        slug = url.split("/")[2]
        for path in (url, url + "?format=json", url.upper().replace("/INSIGHTS/", "/insights/")):
            response = client.get(path)
            assert response.status_code in ({status} if path.startswith(url) else {404}), path
            assert leaks(response, slug) == [], path
        assert client.head(url).status_code == status
        assert client.get(f"{url}edit/").status_code == 404


def test_addresses_of_changes_to_come_are_not_found(client, site):
    for version in site.live[:2]:
        assert client.get(f"/insights/{MARK}new-{version.home_id}/").status_code == 404


def test_outputs_for_some_refuse_everybody_else(client, site):
    for addresses in REFUSED.values():
        for url in addresses(site):
            response = client.get(url)
            assert response.status_code in {302, 404}, url
            assert leaks(response, url, url.replace("/", "%2F")) == [], url
            if response.status_code == 302:
                assert response["Location"].startswith("/admin/login/"), url


def test_redirects_lead_to_nothing_hidden(client, site):
    for old in Redirect.objects.exclude(old_path__contains=MARK).values_list("old_path", flat=True):
        assert leaks(client.get(old)) == []
    assert not Redirect.objects.filter(new_path__contains=MARK).exists()


def test_pages_that_are_not_there_tell_nothing(client, site):
    for url in (
        "/nowhere/",
        "/insights/nowhere/",
        "/feed/",
        "/feeds/tags/x/atom.xml",
        "/insights/nowhere.md",
        "/insights.json",
    ):
        response = client.get(url)
        assert response.status_code == 404
        assert leaks(response, url) == []


def test_pictures_of_drafts_are_named_by_no_page_and_have_names_nobody_guesses(client, site):
    assert re.fullmatch(r"images/[0-9a-f]{32}\.png", site.picture.file.name)
    for addresses in READ.values():
        for url in addresses(site):
            assert site.picture.file.name not in said(client.get(url))
    assert client.get(f"/media/{site.picture.path}").status_code == 404


def test_looking_at_drafts_leaves_nothing_in_what_others_get(site):
    """Preview, then the public page of the same article: no draft word, no name, no bar."""
    staff, anybody = Client(), Client()
    user = admin_user()
    user.username = f"{MARK}person"
    user.save()
    staff.force_login(user)
    looked = [staff.get(url) for name in REFUSED for url in REFUSED[name](site) if name != "media_file"]
    looked += [staff.get(f"/preview/at/{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}{v.url}") for v in site.live]
    looked += [Client().get(f"/shared/{token(make_link(version.working_copy))}/") for version in site.live]
    looked += [staff.get(version.url) for version in site.live]
    assert any(leaks(response) for response in looked)
    for addresses in (READ["home"], READ["insight_list"], READ["insight_detail"]):
        for url in addresses(site):
            response = anybody.get(url)
            assert leaks(response) == [], url
            assert "looking" not in said(response)
            assert not response.cookies


def test_no_public_page_asks_who_is_looking(site):
    """An editor gets byte for byte what anybody gets."""
    staff = signed_in(admin_user())
    for url in ("/", "/insights/", "/about/", "/demo/", site.live[0].url, "/nowhere/"):
        assert staff.get(url).content == Client().get(url).content, url
