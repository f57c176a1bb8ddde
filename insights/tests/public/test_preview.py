"""The preview: the public page of a working copy, for editors only, whole and section by section."""

import re
import uuid

import pytest
from django.urls import reverse

from insights.content.models import Insight
from insights.sections.base import Section
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    InsightFactory,
    add_section,
    colleague,
    heading,
    make_live,
    publish,
    signed_in,
    words,
)

pytestmark = pytest.mark.django_db
SECTION_QUERIES, PAGE_QUERIES = 6, 7  # session and user are two of them


def page_url(insight):
    return reverse("insight_preview", args=[insight.pk])


def section_url(insight, uid):
    return reverse("section_preview", args=[insight.pk, uid])


def shown(client, insight):
    return client.get(page_url(insight)).content.decode()


def answer(client, insight, uid):
    return client.get(section_url(insight, uid)).json()


def shape(html):
    return re.search(r'data-shape="(\w+)"', html)[1]


def put(section, **data):
    """What an editor's save does to a section."""
    section.data |= data
    Section.objects.filter(pk=section.pk).update(data=section.data)


@pytest.fixture
def insight():
    home = InsightFactory(title="Trust")
    add_section(home, "text", {"body": words("Wait.")}, uid="one")
    return home


@pytest.fixture
def urls(insight):
    return [page_url(insight), section_url(insight, "one"), reverse("kind_sample", args=["quote"])]


# Who may see it


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in_and_comes_back(client, urls):
    for url in urls:
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={url}")


@pytest.mark.parametrize(
    ("names", "is_staff", "expected"),
    [
        (["view_insight"], True, [200, 200, 403]),
        (["change_insight"], True, [200, 200, 200]),
        (["add_insight", "view_author"], True, [403, 403, 403]),
        (["view_insight", "change_insight"], False, [403, 403, 403]),
    ],
)
def test_it_is_for_staff_who_may_read_or_change_insights(urls, names, is_staff, expected):
    client = signed_in(colleague(*names, is_staff=is_staff))
    assert [client.get(url).status_code for url in urls] == expected


def test_it_answers_reading_methods_only(editor, urls):
    for url in urls:
        assert editor.head(url).status_code == 200
        for method in ("post", "put", "patch", "delete"):
            assert getattr(editor, method)(url).status_code == 405


def test_what_is_not_a_working_copy_or_its_section_is_not_found(editor, insight):
    live = make_live(sections={"quote": None})
    foreign = add_section(InsightFactory(), "quote", uid="foreign")
    for url in (
        page_url(Insight(pk=uuid.uuid4())),
        page_url(live),
        section_url(insight, foreign.uid),
        section_url(insight, "nobody"),
        reverse("kind_sample", args=["nobody"]),
    ):
        assert editor.get(url).status_code == 404, url


# How it travels


def test_no_cache_keeps_it_no_index_lists_it_and_only_our_own_frames_hold_it(editor, insight):
    for url in (page_url(insight), section_url(insight, "one")):
        response = editor.get(url)
        assert {part.strip() for part in response["Cache-Control"].split(",")} == {"private", "no-store"}
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_public_pages_stay_out_of_every_frame(client):
    response = client.get(make_live().url)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_its_policy_lets_nothing_run_but_our_files_and_the_import_map(editor, insight):
    response = editor.get(page_url(insight))
    nonce = re.search(r"script-src 'self' 'nonce-([\w-]+)'", response["Content-Security-Policy"])[1]
    assert re.findall(r'<script(?! src| type="module" src)[^>]*>', response.content.decode()) == [
        f'<script type="importmap" nonce="{nonce}">'
    ]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_no_word_of_a_draft_reaches_a_reader(editor, client):
    category = CategoryFactory()
    live = make_live(category, title="Trust", sections={"text": {"body": words("Public words")}})
    home = live.working_copy
    home.title = "Secret title"
    home.save()
    put(home.sections.get(), body=words("Secret words"))
    assert "Secret words" in shown(editor, home)
    assert "Secret words" in answer(editor, home, home.sections.get().uid)["html"]
    client.logout()
    for path in ("/", "/insights/", category.url, live.url):
        html = client.get(path).content.decode()
        assert "Secret" not in html
        assert "data-shape" not in html
        assert "data-from" not in html


# What it shows


def test_it_is_the_page_that_publishing_makes(editor, client):
    home = InsightFactory(author=AuthorFactory(bio="Writes"), byline="By Ines")
    home.file_under([CategoryFactory()])
    for kind in ("article", "quote", "insight_grid", "faq"):
        add_section(home, kind)
    add_section(home, "text", {"body": words("word " * 500)}, uid="long")
    main = r"<main[^>]*>(.*)</main>"
    draft = re.search(main, shown(editor, home), re.S)[1]
    public = re.search(main, client.get(publish(home).url).content.decode(), re.S)[1].replace("&amp;version=1", "")
    assert "".join(re.sub(r' data-from="[\w-]+"', "", draft).split()) == "".join(public.split())


def test_a_bare_draft_says_what_to_do_and_readers_never_see_that(editor, client):
    home = InsightFactory(published_at=None)
    html = shown(editor, home)
    assert "No sections yet" in html
    assert 'rel="canonical"' not in html
    assert "No sections yet" not in client.get(publish(home).url).content.decode()


def test_hidden_empty_and_unknown_sections_print_nothing_and_the_page_says_so(editor, insight):
    insight.sections.update(enabled=False)
    add_section(insight, "text", {}, uid="empty")
    Section.objects.create(insight=insight, uid="unknown", kind="hubspot_form")
    html = shown(editor, insight)
    assert "Wait." not in html
    assert "Nothing to show yet" in html
    assert [answer(editor, insight, uid)["html"] for uid in ("one", "empty", "unknown")] == ["", "", ""]


def test_the_opening_names_the_sections_it_is_from(editor, insight):
    add_section(insight, "article", {"description": "In short."}, uid="opener")
    add_section(insight, "article", {"background": "image/a.jpg"}, uid="later")
    html = shown(editor, insight)
    assert re.search(r'<header class="hero[^>]*data-from="later"', html)
    assert re.search(r'<div class="wrap lede" data-from="opener"', html)


# One section


def test_one_section_comes_as_the_page_prints_it(editor, insight):
    for number in range(3):
        add_section(insight, "text", {"body": [heading("Again"), *words("Words")]}, uid=f"t{number}")
    html = shown(editor, insight)
    for uid in ("one", "t0", "t1", "t2"):
        found = answer(editor, insight, uid)
        assert found["html"] in html
        assert found["shape"] == shape(html)
        assert found["opening"] is None
    assert 'id="again-3"' in answer(editor, insight, "t2")["html"]


def test_a_section_brings_the_opening_that_it_gives_to(editor, insight):
    add_section(insight, "article", {"description": "In short."}, uid="opener")
    assert "In short." in answer(editor, insight, "opener")["opening"]
    assert "Trust" in answer(editor, insight, "opener")["opening"]
    assert answer(editor, insight, "one")["opening"] is None


def test_words_alone_leave_the_shape_as_it_was(editor, insight):
    before = shape(shown(editor, insight))
    put(insight.sections.get(), body=words("Other words."))
    assert answer(editor, insight, "one")["shape"] == before


@pytest.mark.parametrize(
    "change",
    [
        lambda home, one, two: put(one, body=[heading("New"), *words("Words")]),
        lambda home, one, two: put(one, body=[]),
        lambda home, one, two: put(one, body=words("word " * 2000)),
        lambda home, one, two: home.sections.filter(pk=two.pk).update(enabled=False),
        lambda home, one, two: home.sections.filter(pk=one.pk).update(position=9),
        lambda home, one, two: add_section(home, "quote", uid="three"),
        lambda home, one, two: add_section(home, "article", {"description": "In short."}, uid="opener"),
        lambda home, one, two: add_section(home, "call_to_action", uid="band", enabled=False),
    ],
    ids=["heading", "emptied", "reading time", "hidden", "moved", "added", "opening", "closing"],
)
def test_whatever_moves_something_else_changes_the_shape(editor, insight, change):
    two = add_section(insight, "quote", uid="two")
    before = shape(shown(editor, insight))
    change(insight, insight.sections.get(uid="one"), two)
    assert answer(editor, insight, "one")["shape"] != before
    assert answer(editor, insight, "one")["shape"] == shape(shown(editor, insight))


# What it costs


def fill(home, count):
    make_live(sections={"article": None})
    for number in range(count):
        add_section(home, "text", {"body": words(f"Words {number:02}")}, uid=f"t{number:02}")
        add_section(home, "insight_grid", uid=f"g{number:02}")


@pytest.mark.parametrize("count", [1, 50])
def test_it_is_the_same_number_of_queries_whatever_it_holds(editor, insight, django_assert_max_num_queries, count):
    fill(insight, count)
    with django_assert_max_num_queries(PAGE_QUERIES):
        editor.get(page_url(insight))
    with django_assert_max_num_queries(SECTION_QUERIES):
        editor.get(section_url(insight, "one"))


def test_one_section_weighs_the_same_on_a_long_page(editor, insight):
    before = len(editor.get(section_url(insight, "one")).content)
    fill(insight, 50)
    assert len(editor.get(section_url(insight, "one")).content) == before
