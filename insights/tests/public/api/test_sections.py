"""One insight: its sections as data and as HTML, and nothing that its page does not show."""

import json

import pytest
from django.utils import timezone

from insights.content.models import SiteProfile
from insights.publishing.publish import publish
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.tests.factories import (
    CategoryFactory,
    ImageFactory,
    InsightFactory,
    add_section,
    make_live,
    make_picture,
    words,
)

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def read(client):
    """The insight as the API tells it."""

    def read(insight, **asked):
        response = client.get(f"/api/v1/insights/{insight.slug}/", asked)
        assert response.status_code == 200, response.content
        return response.json()

    return read


def section(data, read, kind="text"):
    [told] = read(make_live(sections={kind: data}))["sections"]
    return told


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_told_twice(read, kind, settings):
    make_live()
    told = read(make_live(sections={kind: None}))
    [shown] = told["sections"]
    assert shown["kind"] == kind
    assert shown["uid"] == "uid00000"
    assert shown["html"]
    assert 'href="/' not in shown["html"]
    assert 'src="/' not in shown["html"]
    assert set(shown["data"]) <= set(kinds()[kind].Form.base_fields)


def test_slug_and_id_lead_to_the_same(client):
    live = make_live(slug="here")
    by_slug, by_id = (client.get(f"/api/v1/insights/{key}/") for key in ("here", live.home_id))
    assert by_slug.content == by_id.content
    for key in (live.pk, "nowhere", "00000000-0000-0000-0000-000000000000", "a" * 5000):
        assert client.get(f"/api/v1/insights/{key}/").status_code == 404


def test_the_html_is_escaped_and_stands_alone(read, settings):
    nodes = [{"type": "paragraph", "content": [{"type": "text", "text": SCRIPT}]}]
    link = {"type": "text", "text": "on", "marks": [{"type": "link", "attrs": {"href": "/about/"}}]}
    told = section({"body": [*nodes, {"type": "paragraph", "content": [link]}]}, read)
    assert "<script" not in told["html"]
    assert "&lt;script&gt;" in told["html"]
    assert f'<a href="{settings.SITE_URL}/about/">on</a>' in told["html"]
    assert told["data"]["body"][0] == nodes[0]


def test_a_script_that_came_past_the_guards_is_not_handed_on(read):
    live = make_live(sections={"text": None, "social_links": None})
    bad = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}]}
    rows = [{"id": "a", "url": "javascript:alert(1)", "icon": "x"}]
    Section.objects.filter(insight=live, position=0).update(data={"body": [{"type": "paragraph", "content": [bad]}]})
    Section.objects.filter(insight=live, position=1).update(data={"links": rows})
    assert "javascript" not in json.dumps(read(live))


def test_a_text_that_cannot_be_sent_leaves_the_rest_whole(read):
    live = make_live(sections={"text": None, "quote": None})
    Section.objects.filter(insight=live, position=0).update(data={"body": words("a\0b")})
    told = read(live)
    assert len(told["sections"]) == 2
    assert "\0" not in json.dumps(told["sections"])
    assert "\\u0000" not in json.dumps(told["sections"])


def test_of_two_texts_only_the_one_that_is_printed(read):
    article = {"body": words("Shown words."), "source": "<p>Kept words.</p>", "shown": "rich"}
    told = section(article, read, "article")
    assert "Shown words." in json.dumps(told)
    assert "Kept words." not in json.dumps(told)
    told = section(article | {"shown": "source"}, read, "article")
    assert "Kept words." in told["html"]
    assert told["data"]["source"] == words("Kept words.")
    assert "Shown words." not in json.dumps(told)


def test_what_the_form_does_not_know_stays_here(read):
    faq = {"questions": [{"id": "q", "question": "Why?", "answer": words("So."), "inner": "kept"}], "note": "kept"}
    told = section(faq, read, "faq")
    assert "kept" not in json.dumps(told)
    assert told["data"]["questions"] == [{"id": "q", "question": "Why?", "answer": words("So.")}]


def test_only_insights_that_readers_see_are_named(read):
    live, draft = make_live(), InsightFactory()
    grid = {"filter": "manual", "insights": [str(draft.pk), str(live.home_id)]}
    assert section(grid, read, "insight_grid")["data"]["insights"] == [str(live.home_id)]
    assert "insights" not in section({**grid, "filter": "latest"}, read, "insight_grid")["data"]


def test_sections_that_are_switched_off_or_out_of_their_time_are_not_told(read):
    home = InsightFactory()
    add_section(home, "text", {"body": words("Shown")})
    add_section(home, "text", {"body": words("Hidden")}, enabled=False)
    add_section(home, "text", {"body": words("Hidden")}, visible_until=timezone.now())
    add_section(home, "nobody knows it", {"text": "Hidden"})
    told = read(publish(home))
    assert len(told["sections"]) == 1
    assert "Hidden" not in json.dumps(told)


def test_pictures_of_the_data_are_found_by_their_paths(read, settings):
    there, missing = make_picture(alt="Rings"), ImageFactory()
    inside = {"type": "image", "attrs": {"src": there.path, "alt": "", "title": None}}
    told = read(
        make_live(
            sections={
                "image": {"image": missing.path},
                "text": {"body": [inside]},
                "article": {"background": there.path},
            }
        )
    )
    assert list(told["images"]) == [there.path]
    assert told["images"][there.path]["url"] == f"{settings.SITE_URL}{there.url}"
    assert told["hero"] == told["images"][there.path]


def test_the_end_of_every_page_is_not_the_insights_own(read):
    SiteProfile.objects.update(demo_band={"heading": "Come and talk"})
    assert "Come and talk" not in json.dumps(read(make_live(sections={"text": None})))


def test_nothing_of_the_sections_is_read_unless_it_is_asked_for(client, statements):
    live = make_live(CategoryFactory(), sections=dict.fromkeys(kinds()))
    with statements() as made:
        told = client.get(f"/api/v1/insights/{live.slug}/?fields=title,language").json()
    assert set(told) == {"id", "url", "title", "language"}
    assert len(made) == 1


@pytest.mark.parametrize("fields", ["", "sections", "images,hero"])
def test_the_number_of_queries_does_not_grow(client, statements, fields):
    def counted(sections):
        home = InsightFactory()
        home.file_under([CategoryFactory() for _ in range(sections)])
        home.tags.add(*(f"tag {number}" for number in range(sections)))
        for number in range(sections):
            for kind in kinds():
                add_section(home, kind, uid=f"{kind}-{number}")
        live = publish(home)
        with statements() as made:
            assert client.get(f"/api/v1/insights/{live.slug}/", {"fields": fields}).status_code == 200
        return len(made)

    assert counted(1) == counted(6) == (6 if not fields else 4)
