"""What readers get, and what it costs."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from insights.content.models import Category, Insight, SiteProfile
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    InsightFactory,
    add_section,
    heading,
    make_live,
    words,
)

pytestmark = pytest.mark.django_db
PATHS = ["/", "/insights/", "/insights/tags/", "/insights/archive/", "/authors/", "/about/", "/demo/"]


@pytest.mark.parametrize("path", PATHS)
def test_pages_open_on_an_empty_site_without_a_cookie(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]


@pytest.mark.parametrize("path", sorted({*PATHS, "/privacy/"} - {"/demo/"}))
def test_pages_answer_reading_methods_only(client, path):
    assert client.head(path).content == b""
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(path)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


def test_an_article_prints_what_its_document_holds(client):
    category = CategoryFactory(name="Leadership")
    live = make_live(
        category, title="Trust", byline="By Ines", sections={"text": {"body": [heading("Begin"), *words("Wait.")]}}
    )
    html = client.get(live.url).content.decode()
    assert "<h1>Trust</h1>" in html
    for part in (
        "By Ines",
        "Published on",
        f'href="{category.url}"',
        '<h2 id="begin">Begin</h2>',
        'href="#begin"',
        "Wait.",
    ):
        assert part in html
    assert html.count("<h1") == 1


def test_an_article_says_when_it_was_updated_where_that_was_another_day(client):
    published = timezone.now() - timedelta(days=40)
    same = make_live(published_at=published, updated_at=published)
    later = make_live(published_at=published, updated_at=published + timedelta(days=30))
    assert "Updated on" not in client.get(same.url).content.decode()
    html = client.get(later.url).content.decode()
    assert "Updated on" in html
    assert html.count(later.updated_at.isoformat()) >= 2, "the page and its structured data name one date"


def test_a_form_that_waited_too_long_is_refused_in_the_site_s_own_words():
    refused = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert refused.status_code == 403
    assert "That form waited too long" in refused.content.decode()


def test_sections_print_in_order_under_their_ids(client):
    home = InsightFactory()
    for uid in ("one", "two", "three"):
        add_section(home, "quote", uid=uid)
    html = client.get(publish(home).url).content.decode()
    assert html.index('<section id="one" data-kind="quote"') < html.index('id="two"') < html.index('id="three"')


def test_every_version_of_an_article_has_the_same_canonical_address(client):
    first = make_live()
    again = publish(first.working_copy)
    html = client.get(again.url).content.decode()
    assert f'{again.url}"' in html
    assert "?page=" not in html


def test_the_demo_band_stands_on_every_article_unless_it_is_switched_off(client):
    home = InsightFactory()
    link = f'class="btn btn--accent" href="/demo/?insight={home.pk.hex}&amp;version='
    assert link in client.get(publish(home).url).content.decode()
    add_section(home, "call_to_action", enabled=False)
    assert link not in client.get(publish(home).url).content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_an_article_is_five_queries_whatever_it_holds(client, django_assert_max_num_queries, count):
    category = CategoryFactory()
    for _ in range(3):
        make_live(category, sections={"article": None})
    home = InsightFactory(author=AuthorFactory())
    home.file_under([category])
    for _ in range(count):
        for kind, data in (("article", None), ("insight_grid", {"limit": 3}), ("insight_grid", {"filter": "category"})):
            add_section(home, kind, data, uid=f"{kind}{home.sections.count()}")
        add_section(home, "social_links")
        add_section(home, "call_to_action", uid=f"cta{home.sections.count()}")
    live = publish(home)
    with django_assert_max_num_queries(5):
        assert client.get(live.url).status_code == 200


@pytest.mark.parametrize("count", [2, 30])
def test_lists_are_six_queries_whatever_their_length(client, django_assert_max_num_queries, count):
    category = CategoryFactory()
    for _ in range(count):
        make_live(category, sections={"article": None})
    for path in ("/", "/insights/", category.url):
        with django_assert_max_num_queries(6):
            assert client.get(path).status_code == 200


def test_lists_read_no_section(client, django_assert_max_num_queries):
    make_live(sections={"article": None})
    with django_assert_max_num_queries(6) as captured:
        client.get("/insights/")
    assert not any("insights_section" in query["sql"] for query in captured.captured_queries)


def test_a_list_is_paged_with_links_both_ways(client):
    for _ in range(30):
        make_live()
    html = client.get("/insights/?page=2").content.decode()
    assert 'rel="prev"' in html
    assert 'href="/insights/?page=3"' in html
    assert 'aria-current="page"' in html
    assert "/insights/?page=2" in html


@pytest.mark.parametrize("page", ["0", "-1", "999999", "abc", "1e3", "１２", "1&page=2", "9" * 5000, "", "+1", " 1"])
def test_a_page_that_does_not_exist_is_not_found(client, page):
    make_live()
    assert client.get(f"/insights/?page={page}").status_code == 404


def test_unpublished_content_is_nowhere(client):
    category = CategoryFactory()
    hidden = [
        InsightFactory(title="Hidden draft"),
        make_live(category, title="Hidden later", published_at=timezone.now() + timedelta(hours=1)),
        make_live(category, title="Hidden again"),
    ]
    unpublish(hidden[2])
    shown = make_live(category, sections={"insight_grid": {}, "text": {"body": words("Hello")}})
    for path in ("/", "/insights/", category.url, shown.url):
        assert "Hidden" not in client.get(path).content.decode()
    assert [client.get(insight.url).status_code for insight in hidden] == [404, 404, 404]


@pytest.mark.parametrize("slug", ["%ff", "%2e%2e%2fadmin", "x" * 5000, "a b", "%0d%0aSet-Cookie:x", "A%00"])
def test_an_address_that_cannot_exist_is_not_found(client, slug):
    assert client.get(f"/insights/{slug}/").status_code in {404, 400}


def test_a_hostile_title_is_escaped_everywhere(client):
    title = "<img src=x onerror=alert(1)></script>]]>{{ 7|add:7 }}"
    live = make_live(CategoryFactory(), title=title, slug="hostile")
    for path in ("/", "/insights/", live.url):
        html = client.get(path).content.decode()
        assert "<img src=x" not in html
        assert "{{ 7|add:7 }}" in html


def test_a_page_that_is_not_there_says_so_in_the_site_s_frame(client):
    SiteProfile.objects.update(brand="Other brand")
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Other brand" in response.content.decode()


def test_an_article_without_a_grid_lists_related_insights_all_the_same(client):
    make_live(title="Another")
    home = InsightFactory()
    assert "Related Insights" in client.get(publish(home).url).content.decode()
    add_section(home, "insight_grid", enabled=False)
    assert "Related Insights" not in client.get(publish(home).url).content.decode()


def test_related_categories_stand_on_a_page_of_wide_sections_too(client):
    live = make_live(CategoryFactory(), sections={"call_to_action": {}})
    assert "Related Categories" in client.get(live.url).content.decode()


def test_a_topic_without_insights_says_so(client):
    category = CategoryFactory()
    assert client.get(category.url).status_code == 200
    assert client.get("/insights/topics/nobody/").status_code == 404


def test_one_insight_is_a_whole_site_too(client):
    live = make_live(CategoryFactory(), title="The only one")
    for path in ("/", "/insights/", Category.objects.get().url, live.url):
        assert "The only one" in client.get(path).content.decode()


def test_unsafe_addresses_in_the_profile_are_not_printed(client):
    SiteProfile.objects.update(
        navigation=[{"label": "Evil", "url": "javascript:alert(1)"}],
        profiles=[{"network": "linkedin", "url": "javascript:alert(1)"}],
    )
    assert "javascript:" not in client.get("/").content.decode()


def test_an_icon_sprite_is_well_formed(client):
    from django.contrib.staticfiles import finders

    root = ElementTree.parse(finders.find("icons.svg")).getroot()
    assert {"globe", "grip", "redirect"} <= {symbol.get("id") for symbol in root}
    assert not any(symbol.get("id", "").startswith("fa-") for symbol in root)


def test_the_database_picks_the_index_of_live_insights(django_db_blocker):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    plan = Insight.objects.listed()[:3].explain()
    assert "insight_newest" in plan
    assert "placement_newest" in Insight.objects.placed_in(1)[:3].explain()
