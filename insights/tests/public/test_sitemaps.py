"""The map of the site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.public import sitemaps
from insights.publishing.publish import publish
from insights.tests.factories import (
    CategoryFactory,
    ImageFactory,
    InsightFactory,
    add_section,
    make_live,
    make_picture,
    words,
)
from insights.tests.public.machines import IMAGE, MAP, texts, tree

pytestmark = pytest.mark.django_db
PARTS = ["/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/topics.xml"]


def addresses(client, path):
    return texts(tree(client.get(path).content), f"*/{MAP}loc")


def test_the_index_of_an_empty_site_has_its_pages(client, settings):
    assert addresses(client, "/sitemap.xml") == [f"{settings.SITE_URL}/sitemaps/pages.xml"]
    assert client.get("/sitemaps/insights-1.xml").status_code == 404
    assert addresses(client, "/sitemaps/topics.xml") == []


@pytest.mark.parametrize("count", [1, 5])
def test_every_address_of_the_map_opens(client, settings, monkeypatch, count):
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)
    category = CategoryFactory()
    urls = {settings.SITE_URL + make_live(category).url for _ in range(count)}
    parts = [url.removeprefix(settings.SITE_URL) for url in addresses(client, "/sitemap.xml")]
    found = [url for part in parts for url in addresses(client, part)]
    assert urls <= set(found)
    assert settings.SITE_URL + category.url in found
    assert len(found) == len(set(found))
    assert {client.get(url[len(settings.SITE_URL) :]).status_code for url in found} == {200}


def test_an_insight_has_its_date_and_the_pictures_that_it_shows(client, settings):
    pictures = [make_picture(path=f"image/{at}.jpg") for at in range(3)]
    ImageFactory(path="image/missing.jpg")
    home = InsightFactory()
    add_section(home, "image", {"image": "image/0.jpg"})
    add_section(home, "image", {"image": "image/1.jpg"}, enabled=False)
    add_section(home, "image", {"image": "image/2.jpg"}, visible_from=timezone.now() + timedelta(days=1))
    add_section(home, "image", {"image": "image/missing.jpg"})
    publish(home)
    again = publish(home)
    (entry,) = tree(client.get("/sitemaps/insights-1.xml").content)
    assert texts(entry, f"{IMAGE}image/{IMAGE}loc") == [settings.SITE_URL + pictures[0].url]
    assert entry.find(f"{MAP}lastmod").text[:19] == again.visible_from.strftime("%Y-%m-%dT%H:%M:%S")


def test_what_readers_do_not_see_is_not_on_the_map(client):
    category = CategoryFactory()
    InsightFactory(slug="hidden-draft").file_under([category])
    make_live(category, slug="hidden-later", published_at=timezone.now() + timedelta(hours=1))
    make_live(slug="shown", sections={"text": {"body": words("Hello")}})
    for path in ("/sitemaps/topics.xml", "/sitemaps/insights-1.xml"):
        body = client.get(path).content.decode()
        assert "hidden" not in body
        assert category.slug not in body


@pytest.mark.parametrize("path", [*PARTS, "/sitemaps/insights-1.xml"])
def test_parts_are_constant_queries(client, statements, path):
    def asked() -> int:
        with statements() as made:
            assert client.get(path).status_code == 200
        return len(made)

    make_live(CategoryFactory(), sections={"article": None})
    few = asked()
    for _ in range(5):
        make_live(CategoryFactory(), sections={"article": None})
    assert asked() == few <= 3


@pytest.mark.parametrize("number", ["0", "-1", "2", "01x", "9" * 30, "１", "10001"])
def test_a_part_that_is_not_there_is_not_found(client, number):
    make_live()
    assert client.get(f"/sitemaps/insights-{number}.xml").status_code == 404
