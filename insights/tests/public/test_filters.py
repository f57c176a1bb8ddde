"""The list of insights, narrowed and ordered by what its address asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.public.filters import filters
from insights.public.paging import PER_PAGE
from insights.tests.factories import CategoryFactory, make_live

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def tagged(title, *tags, topics=(), days=0):
    return make_live(*topics, tags=tags, title=title, published_at=NOW - timedelta(days=days))


@pytest.fixture
def three():
    culture, careers = CategoryFactory(slug="culture"), CategoryFactory(slug="careers")
    tagged("Banana", "fruit", "trust", topics=[culture], days=1)
    tagged("apple", "fruit", topics=[careers, culture], days=2)
    tagged("Cherry", "trust", topics=[careers], days=3)


def titles(rf, query=""):
    return [insight.title for insight in filters(rf.get(f"/insights/?{query}")).insights()]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Banana", "apple", "Cherry"]),
        ("sort=newest", ["Banana", "apple", "Cherry"]),
        ("sort=oldest", ["Cherry", "apple", "Banana"]),
        ("sort=title", ["apple", "Banana", "Cherry"]),
        ("topic=culture", ["Banana", "apple"]),
        ("topic=culture&sort=title", ["apple", "Banana"]),
        ("tag=trust", ["Banana", "Cherry"]),
        ("tag=trust&sort=oldest", ["Cherry", "Banana"]),
        ("topic=careers&tag=fruit", ["apple"]),
        ("topic=culture&topic=careers", ["apple", "Cherry"]),
    ],
)
def test_topic_tag_and_order_are_asked_for_in_the_address(rf, query, expected):
    assert titles(rf, query) == expected


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "query", ["sort=author__password", "sort=id;--", "topic=no", "tag=no", "tag=%00", "topic=%00", "tag=a'b", "x=1"]
)
def test_what_is_not_known_asks_for_nothing_and_is_not_repeated(client, rf, query):
    assert titles(rf, query) == ["Banana", "apple", "Cherry"]
    html = client.get(f"/insights/?{query}").content.decode()
    assert html == client.get("/insights/").content.decode()


@pytest.mark.usefixtures("three")
def test_choices_keep_what_else_was_asked_and_show_what_is_chosen(client):
    html = client.get("/insights/?topic=culture&tag=fruit&sort=title").content.decode()
    assert 'href="/insights/?topic=careers&amp;tag=fruit&amp;sort=title"' in html
    assert 'href="/insights/?tag=fruit&amp;sort=title"' in html
    assert '<input type="hidden" name="topic" value="culture">' in html
    assert '<option value="fruit" selected>' in html
    assert '<option value="title" selected>' in html


@pytest.mark.usefixtures("three")
def test_only_the_plain_list_is_for_search_engines(client):
    assert "noindex" not in client.get("/insights/").content.decode()
    assert '<meta name="robots" content="noindex, follow">' in client.get("/insights/?sort=title").content.decode()


@pytest.mark.usefixtures("three")
def test_nothing_that_is_both_says_so_and_leads_on(client):
    tagged("Damson", "stone", topics=[CategoryFactory(slug="stones")])
    html = client.get("/insights/?topic=culture&tag=stone").content.decode()
    assert "Nothing is both" in html
    assert "Banana" not in html


def test_a_tag_too_rare_to_be_offered_can_be_asked_for(rf, monkeypatch):
    monkeypatch.setattr("insights.public.filters.MOST", 1)
    tagged("Much", "often")
    tagged("More", "often", "seldom")
    assert titles(rf, "tag=seldom") == ["More"]
    assert [tag.name for tag in filters(rf.get("/insights/?tag=seldom")).tags] == ["often", "seldom"]


def test_pages_of_a_narrowed_list_keep_what_was_asked_and_nothing_else(client):
    topic = CategoryFactory(slug="culture")
    for _ in range(PER_PAGE * 2 + 1):
        make_live(topic)
    html = client.get("/insights/?utm_source=x&topic=culture&page=2").content.decode()
    assert '<a href="/insights/?topic=culture&amp;page=3" rel="next">' in html
    assert '<a href="/insights/?topic=culture" rel="prev">' in html
    assert '<link rel="next" href="/insights/?topic=culture&amp;page=3">' in html
    assert "utm_source" not in html


@pytest.mark.parametrize("count", [2, 30])
def test_a_narrowed_list_is_six_queries_whatever_it_holds(client, statements, count):
    topic = CategoryFactory(slug="culture")
    for number in range(count):
        tagged(f"Insight {number}", "often", f"tag {number}", topics=[topic])
    for query in ("topic=culture&tag=often&sort=title", "tag=tag-1", "tag=no"):
        with statements() as made:
            assert client.get(f"/insights/?{query}").status_code == 200
        assert len(made) <= 6
