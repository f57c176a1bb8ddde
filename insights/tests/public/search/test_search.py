"""What readers find, when, and how the page tells them."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.public.search import snippets
from insights.public.search.models import SearchEntry
from insights.publishing.publish import publish, set_end, unpublish
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


@pytest.fixture(autouse=True)
def told(django_capture_on_commit_callbacks):
    """Signals that wait for the commit are sent when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def live(told):
    def live(*categories, **values):
        with told():
            return make_live(*categories, **values)

    return live


@pytest.fixture
def find(client):
    """Titles found, in order."""

    def find(query="", **narrowing):
        response = client.get("/search/", {"q": query, **narrowing})
        assert response.status_code == 200
        return [result.card.title for result in response.context["page"].items]

    return find


def test_titles_texts_summaries_tags_topics_and_authors_are_found(live, find, told):
    author = AuthorFactory(name="Ines Okafor")
    home = InsightFactory(title="Growth", summary="A summary of rings", author=author, byline="By the river")
    home.tags.add("sapling")
    home.file_under([CategoryFactory(name="Forestry")])
    add_section(home, "text", {"body": words("Bark and heartwood")})
    with told():
        publish(home)
    for query in ("growth", "rings", "heartwood", "sapling", "forestry", "okafor", "river", "bark growth ines"):
        assert find(query) == ["Growth"], query
    assert find("growth elephant") == []


def test_the_title_counts_most(live, find):
    live(title="Something else", sections={"text": {"body": words("oak " * 20)}})
    live(title="The oak", sections={"text": {"body": words("nothing " * 20)}})
    assert find("oak") == ["The oak", "Something else"]


def test_of_a_word_that_many_have_the_best_titles_and_the_newest_are_ranked_by_their_texts(live, find, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite ranks all")
    for title, text in (("The oak", "x"), ("First", "oak " * 9), ("Second", "oak"), ("Third", "oak oak")):
        live(title=title, sections={"text": {"body": words(text)}})
    assert find("oak") == ["The oak", "First", "Third", "Second"]
    monkeypatch.setattr("insights.public.search.postgresql.RANKED", 3)
    assert find("oak") == ["The oak", "Third", "Second", "First"]


def test_beginnings_case_and_accents_do_not_matter(live, find):
    live(title="Élan in Mentoring")
    for query in ("mento", "ELAN", "élan", "MENTORING elan"):
        assert find(query) == ["Élan in Mentoring"], query


@pytest.mark.parametrize("typed", ["mentorng", "mnetoring", "nentoring", "mentorinng"])
def test_a_mistyped_word_is_understood_and_said(live, client, typed):
    live(title="Mentoring")
    html = client.get("/search/", {"q": typed}).content.decode()
    assert f"Nothing has “{typed}”. This insight has “mentoring”." in html


def test_only_what_readers_may_see_is_found(live, find, told):
    version = live(title="Public", sections={"text": {"body": words("first words")}})
    home = version.working_copy
    InsightFactory(title="Draft")
    Insight.objects.filter(pk=home.pk).update(title="Changed")
    assert (find("public"), find("changed"), find("draft")) == (["Public"], [], [])
    with told():
        publish(Insight.objects.get(pk=home.pk))
    assert (find("public"), find("changed")) == ([], ["Changed"])
    with told():
        unpublish(home)
    assert find("changed") == []
    assert not SearchEntry.objects.exists()


def test_a_scheduled_version_is_found_from_its_second_on_and_an_ending_one_until_then(live, find, told):
    home = live(title="Before").working_copy
    start, end = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=2)
    Insight.objects.filter(pk=home.pk).update(title="After")
    with told():
        publish(Insight.objects.get(pk=home.pk), at=start)
    set_end(home, end)
    moments = [(start - timedelta(seconds=1), ["Before"]), (start, ["After"]), (end - timedelta(seconds=1), ["After"])]
    for moment, expected in [*moments, (end, [])]:
        with clock.at(moment):
            assert find("before") + find("after") == expected


def test_what_is_switched_off_or_shown_for_a_time_is_not_in_the_index(live, find, told):
    home = InsightFactory(title="Page")
    add_section(home, "text", {"body": words("hidden words")}, enabled=False)
    add_section(home, "text", {"body": words("passing words")}, visible_until=timezone.now() + timedelta(days=1))
    with told():
        publish(home)
    assert find("hidden") == find("passing") == []


def test_results_lead_to_the_place_found(live, client):
    body = [
        *words("Opening."),
        heading("Early days"),
        *words("Ask little."),
        heading("Later on"),
        *words("Ask for oak."),
    ]
    version = live(title="Page", sections={"text": {"body": body}, "quote": {"quote": "Elm is patient."}})
    for query, anchor in (
        ("opening", "#uid00000"),
        ("little", "#early-days"),
        ("oak", "#later-on"),
        ("elm", "#uid00001"),
    ):
        html = client.get("/search/", {"q": query}).content.decode()
        assert f'<a href="{version.url}{anchor}">' in html, query
        assert f'id="{anchor[1:]}"' in client.get(version.url).content.decode()
    assert f'<a href="{version.url}"><mark>Page</mark></a>' in client.get("/search/?q=page").content.decode()


def test_words_are_marked_and_everything_else_is_escaped(live, client):
    live(title="<b>Oak</b>", sections={"text": {"body": words('<script>oak</script> & "oaks"')}})
    html = client.get("/search/", {"q": "<i>oak"}).content.decode()
    assert "&lt;b&gt;<mark>Oak</mark>&lt;/b&gt;" not in html  # `i` stands nowhere
    html = client.get("/search/", {"q": "oak"}).content.decode()
    assert "&lt;b&gt;<mark>Oak</mark>&lt;/b&gt;" in html
    assert "&lt;script&gt;<mark>oak</mark>&lt;/script&gt; &amp; &quot;oaks&quot;" in html


def test_topics_years_and_authors_narrow_and_tell_how_many_remain(live, client, find):
    one, two = CategoryFactory(name="One", slug="one"), CategoryFactory(name="Two", slug="two")
    author = AuthorFactory(name="Ines", slug="ines")
    date = timezone.now().replace(year=2020, month=6, day=15)
    live(one, two, title="Oak A", author=author, published_at=date)
    live(two, title="Oak B")
    assert find("oak", topic="one") == find("oak", year="2020") == find("oak", author="ines") == ["Oak A"]
    assert len(find("oak", topic="two")) == 2
    assert find("oak", topic="two", year="2019") == find("oak", topic="on") == find("oak", topic="%") == []
    search = client.get("/search/", {"q": "oak", "author": "ines"}).context["search"]
    assert [(choice.label, choice.count) for choice in search.topics] == [("One", 1), ("Two", 1)]
    assert search.all_topics.count == 1
    assert {choice.label: choice.count for choice in search.years}.keys() == {"2020"}
    assert search.topics[0].url == "/search/?q=oak&topic=one&author=ines"


def test_results_are_paged_and_keep_what_was_asked(live, client, find):
    for number in range(12):
        live(title=f"Oak {number}")
    assert len(find("oak")) == 10
    response = client.get("/search/", {"q": "oak", "page": "2"})
    assert len(response.context["page"].items) == 2
    assert 'href="/search/?q=oak" rel="prev"' in response.content.decode()
    for page in ("0", "3", "-1", "x", "９", "9" * 5000):
        assert client.get("/search/", {"q": "oak", "page": page}).status_code == 404


NASTY = [
    "%", "_", "\\", '"', "'", "*", "(", ")", "a", "AND", "OR", "NOT", "NEAR(a b)", '"open', "title:x", "-x", "^x", "a*",
    "{title} : x", "x" * 10_000, "word " * 2_000, "nul\0byte", "\u202e", "&|!:<->", "e'); DROP TABLE x", "ﬁ", "İ",
    "\ufffd", "%00", "<script>alert(1)</script>", "👩‍👩‍👧",
]  # fmt: skip


@pytest.mark.parametrize("query", NASTY)
def test_whatever_is_typed_is_words(live, client, query):
    live(title="Quite plain")
    for path in ("/search/", "/search/suggest/"):
        client.get(path)
        start = time.process_time()
        response = client.get(f"{path}?q={quote(query)}")
        assert response.status_code == 200
        assert time.process_time() - start < 0.5, "the bound is 200 ms on a quiet machine"
        assert b"<script>alert" not in response.content


def test_signs_find_nothing_and_operators_are_words(live, find):
    live(title="Quite plain")
    live(title="Near and not or")
    for query in ("%", "_", "\\", "*", '"', "pl_in", "pl%n"):
        assert find(query) == [], query
    for query in ("AND", "OR", "NOT", "near", '"near"', "near*", "(and)", "NEAR(and or)"):
        assert find(query) == ["Near and not or"], query


@pytest.mark.parametrize("count", [1, 25])
@pytest.mark.parametrize("query", ["", "q=oak", "q=oka+tree", "q=zzzzz", "q=oak&topic=one&year=2020", "q=%25"])
def test_a_search_is_six_queries_whatever_there_is(live, client, django_assert_max_num_queries, count, query):
    for number in range(count):
        live(CategoryFactory(), title=f"Oak tree {number}", author=AuthorFactory(), sections={"text": None})
    client.get("/search/?q=warm")
    with django_assert_max_num_queries(6):
        assert client.get(f"/search/?{query}").status_code == 200


def test_nothing_asked_and_nothing_found_offer_a_way_on(live, client):
    live(CategoryFactory(name="Forestry", slug="forestry"), title="Oak")
    for query in ("", "zzzz"):
        html = client.get("/search/", {"q": query}).content.decode()
        assert 'href="/insights/topics/forestry/"' in html
        assert "Latest insights" in html


def test_search_engines_may_keep_the_empty_form_and_nothing_else(client, settings):
    html = client.get("/search/").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/search/">' in html
    assert "noindex" not in html
    for query in ("q=x", "topic=x", "year=2026"):
        assert "noindex" in client.get(f"/search/?{query}").content.decode()


def test_what_was_asked_is_not_for_search_engines_and_keeps_no_cookie(client):
    response = client.get("/search/?q=x&utm_source=evil")
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()
    assert "evil" not in response.content.decode()
    assert not response.cookies
    assert client.post("/search/").status_code == 405


def test_a_passage_that_is_cut_ends_in_an_ellipsis_alone():
    assert snippets.cut(f"Oak {'leaf ' * 28}falls. Then winter comes.", ["oak"]).endswith("falls…")


def test_titles_that_say_it_are_proposed_before_those_whose_tags_do(client, told):
    for title in ("Oak", "Managers are not mentors, and that is a relief"):
        home = InsightFactory(title=title)
        home.tags.add(*(["mentors", "mentoring"] if title == "Oak" else []))
        with told():
            publish(home)
    found = client.get("/search/suggest/?q=mento").json()["insights"]
    assert [each["title"][:3] for each in found] == ["Man", "Oak"]


def test_titles_are_proposed_as_one_types(live, client, django_assert_max_num_queries):
    version = live(title="Mentoring <b>", sections={"text": {"body": words("oak")}})
    client.get("/search/suggest/?q=me")
    with django_assert_max_num_queries(2):
        answer = client.get("/search/suggest/?q=ment").json()
    assert answer == {"insights": [{"title": "Mentoring <b>", "url": version.url}]}
    for query in ("", "m", "oak", "zz"):
        assert client.get("/search/suggest/", {"q": query}).json() == {"insights": []}
