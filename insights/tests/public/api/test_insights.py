"""Insights as lists: what is asked for is what comes, whatever the data in as many queries."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from insights.publishing.publish import unpublish
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    InsightFactory,
    make_live,
    make_picture,
    words,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/insights/"


@pytest.fixture
def titles(client):
    """Titles of what is found, in order."""

    def titles(**asked):
        response = client.get(LIST, asked)
        assert response.status_code == 200, response.content
        return [one["title"] for one in response.json()["items"]]

    return titles


def dated(year, **values):
    return make_live(published_at=timezone.now().replace(year=year, month=5), **values)


def test_an_insight_tells_what_its_card_tells(client, settings):
    author, picture = AuthorFactory(name="Ines", slug="ines"), make_picture((900, 600), alt="Rings", credit="Ada")
    topics = CategoryFactory(name="Trees", slug="trees"), CategoryFactory(name="Craft", slug="craft")
    article = {"thumbnail": picture.path, "body": words("Body.")}
    live = make_live(
        *topics, tags=["slow wood"], title="Growth", slug="growth", summary="Rings.", author=author,
        sections={"article": article},
    )  # fmt: skip
    [row] = client.get(LIST).json()["items"]
    site = settings.SITE_URL
    image = row.pop("image")
    assert row == {
        "id": str(live.home_id),
        "url": f"{site}/insights/growth/",
        "slug": "growth",
        "title": "Growth",
        "summary": "Rings.",
        "byline": "Ines",
        "author": {"slug": "ines", "name": "Ines", "url": f"{site}/authors/ines/"},
        "category": {"slug": "trees", "name": "Trees", "url": f"{site}/insights/topics/trees/"},
        "categories": [
            {"slug": "trees", "name": "Trees", "url": f"{site}/insights/topics/trees/"},
            {"slug": "craft", "name": "Craft", "url": f"{site}/insights/topics/craft/"},
        ],
        "tags": [{"slug": "slow-wood", "name": "slow wood", "url": f"{site}/insights/tags/slow-wood/"}],
        "published": row["published"],
        "updated": live.updated_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "reading_minutes": 1,
        "detail": f"{site}/api/v1/insights/growth/",
        "markdown": f"{site}/insights/growth.md",
    }
    assert (image["width"], image["height"], image["alt"], image["credit"]) == (900, 600, "Rings", "Ada")
    assert all(one["url"].startswith(f"{site}/media/images/") for one in [image, *image["sizes"]])
    assert {"full", "square"} <= {one["crop"] for one in image["sizes"]}


def test_only_what_readers_see_is_listed(titles):
    gone = make_live(title="Gone")
    unpublish(gone.working_copy)
    InsightFactory(title="Draft")
    make_live(title="Here")
    assert titles() == ["Here"]


def test_filters_combine_and_one_that_matches_nothing_gives_nothing(titles):
    trees, author = CategoryFactory(slug="trees"), AuthorFactory(slug="ines")
    make_live(trees, tags=["слова", "wood"], title="One", author=author)
    make_live(trees, title="Two")
    make_live(title="Three", author=author)
    assert titles(category="trees") == ["Two", "One"]
    assert titles(author="ines") == ["Three", "One"]
    assert titles(tag="слова") == ["One"]
    assert titles(category="trees", author="ines", tag="wood") == ["One"]
    for asked in ({"category": "x"}, {"tag": "x"}, {"author": "x"}, {"year": 1999}, {"category": "trees' OR 1=1 --"}):
        assert titles(**asked) == []


def test_years_and_orders(titles):
    for title, year in (("b", 2020), ("C", 2021), ("a", 2019)):
        dated(year, title=title)
    assert titles() == ["C", "b", "a"]
    assert titles(sort="newest") == ["C", "b", "a"]
    assert titles(sort="oldest") == ["a", "b", "C"]
    assert titles(sort="title") == ["a", "b", "C"]
    assert titles(year=2020) == ["b"]
    assert titles(category="", year="2021") == ["C"]


def test_words_find_the_best_first_and_may_be_narrowed_and_ordered(titles):
    oaks = CategoryFactory(slug="oaks")
    dated(2019, title="Acorns", sections={"text": {"body": words("An oak begins small.")}}, summary="")
    make_live(oaks, title="The oak", published_at=timezone.now().replace(year=2018))
    dated(2020, title="Elm")
    call_command("rebuild_search")
    assert titles(q="oak") == ["The oak", "Acorns"]
    assert titles(q="oak", sort="newest") == ["Acorns", "The oak"]
    assert titles(q="oak", sort="oldest") == titles(q="oak", sort="title")[::-1] == ["The oak", "Acorns"]
    assert titles(q="oak", category="oaks") == titles(q="oak", year=2018) == ["The oak"]
    assert titles(q="oak", page=2, page_size=1) == ["Acorns"]
    for literal in ("%", "_", "\\", '"', "oak*zz", "'", "NEAR(", "🎉"):
        assert titles(q=literal) == []


def test_pages_know_their_neighbours(client, settings):
    for _ in range(5):
        make_live()
    page = client.get(LIST, {"page": 2, "page_size": 2, "fields": "title,slug", "utm_source": "<x>"}).json()
    assert {name: page[name] for name in ("count", "page", "pages")} == {"count": 5, "page": 2, "pages": 3}
    assert page["next"] == f"{settings.SITE_URL}{LIST}?page=3&page_size=2&fields=title,slug"
    assert page["previous"] == f"{settings.SITE_URL}{LIST}?page=1&page_size=2&fields=title,slug"
    seen = [
        one["slug"]
        for number in (1, 2, 3)
        for one in client.get(LIST, {"page": number, "page_size": 2}).json()["items"]
    ]
    assert len(set(seen)) == 5
    last = client.get(LIST, {"page": 3, "page_size": 2}).json()
    assert last["next"] is None
    assert len(last["items"]) == 1


def test_fields_are_those_asked_for_and_what_tells_which_insight_it_is(client):
    make_live()
    for fields in ("title", "tags,tags", "url", "id,published"):
        [row] = client.get(LIST, {"fields": fields}).json()["items"]
        assert set(row) == {"id", "url", *fields.split(",")}
    assert set(client.get(LIST, {"fields": ""}).json()["items"][0]) > {"title", "tags"}


@pytest.mark.parametrize(
    ("asked", "most"),
    [({}, 4), ({"fields": "title"}, 2), ({"q": "insight"}, 4), ({"category": "x", "sort": "title"}, 4)],
)
def test_the_number_of_queries_does_not_grow(client, statements, asked, most):
    author, category = AuthorFactory(), CategoryFactory(slug="x")

    def counted():
        call_command("rebuild_search")
        with statements() as made:
            assert client.get(LIST, {"page_size": 100, **asked}).json()["count"]
        return made

    def add():
        tags = ["one", f"tag {CategoryFactory().pk}"]
        make_live(category, CategoryFactory(), tags=tags, author=author, sections={"text": None})

    add()
    few = counted()
    for _ in range(50):
        add()
    many = counted()
    assert len(few) == len(many) == most
    wide = ('"insights_section"', '"insights_insight"."summary"', '"insights_insight"."extra"', '"passages"')
    assert not [sql for sql in many if any(column in sql.partition(" FROM ")[0] for column in wide)]
