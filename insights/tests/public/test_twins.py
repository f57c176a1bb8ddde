"""The Markdown twin of an article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.publishing import trash
from insights.publishing.publish import publish, unpublish
from insights.richtext import from_markdown, plain_text
from insights.tests.factories import (
    CategoryFactory,
    InsightFactory,
    add_section,
    heading,
    make_live,
    make_picture,
    words,
)

pytestmark = pytest.mark.django_db


def twin(client, insight):
    return client.get(f"{insight.url[:-1]}.md")


def test_it_says_what_the_page_says(client, settings):
    image = make_picture(path="image/a.jpg")
    home = InsightFactory(title="Trust", byline="By Ines")
    home.file_under([CategoryFactory(name="Leadership")])
    home.published_at = home.published_at.replace(2026, 3, 5)
    home.save()
    add_section(home, "article", {"description": "Begin here.", "body": [heading("Slowly"), *words("Wait.")]})
    add_section(home, "image", {"image": "image/a.jpg", "alt": "Stones"})
    live = publish(home)
    response = twin(client, live)
    assert response.content.decode() == (
        "# Trust\n\nBy Ines · Published on March 5, 2026 · Leadership\n\n> Begin here.\n\n## Slowly\n\nWait.\n\n"
        f"![Stones]({settings.SITE_URL}{image.url})\n"
    )
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Link"] == f'<{settings.SITE_URL}{live.url}>; rel="canonical"'


def test_a_text_that_goes_on_after_a_picture_keeps_its_outline(client):
    home = InsightFactory()
    add_section(home, "article", {"body": [heading("Begin", level=3), heading("Borrow", level=4)]})
    add_section(home, "text", {"body": [heading("Promise", level=4), *words("One thing.")]})
    lines = twin(client, publish(home)).content.decode().splitlines()
    assert [line for line in lines if line.startswith("##")] == ["## Begin", "### Borrow", "### Promise"]


def test_hostile_words_are_words(client):
    hostile = "# [x](javascript:alert(1)) <script>alert(1)</script> ![y](z) {{ 7|add:7 }}"
    live = make_live(title=hostile, slug="hostile", sections={"text": {"body": words(hostile)}})
    nodes = from_markdown(twin(client, live).content.decode())
    assert plain_text(nodes[0]) == plain_text(nodes[-1]) == hostile
    assert not any("marks" in child for block in nodes for child in block["content"])


def test_it_is_there_as_long_as_the_page_is(client):
    draft = InsightFactory()
    later = make_live(published_at=timezone.now() + timedelta(hours=1))
    gone = make_live()
    shown = make_live()
    unpublish(gone)
    assert [twin(client, insight).status_code for insight in (draft, later, gone, shown)] == [404, 404, 404, 200]


def test_a_hidden_section_is_not_in_it(client):
    home = InsightFactory()
    add_section(home, "text", {"body": words("Hidden")}, enabled=False)
    add_section(home, "text", {"body": words("Hidden")}, uid="b", visible_from=timezone.now() + timedelta(days=1))
    assert "Hidden" not in twin(client, publish(home)).content.decode()


def test_it_is_few_queries_and_fetched_once(client, django_assert_num_queries):
    live = make_live(CategoryFactory(), sections={"article": None, "faq": None, "image": None, "insight_grid": None})
    with django_assert_num_queries(3):
        first = twin(client, live)
    assert client.get(f"{live.url[:-1]}.md", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_former_address_leads_to_the_present_twin_and_a_deleted_one_is_gone(client):
    first = make_live(slug="one")
    home = first.working_copy
    home.slug = "two"
    home.save()
    publish(home)
    answer = client.get("/insights/one.md?x=1")
    assert (answer.status_code, answer["Location"]) == (301, "/insights/two.md?x=1")
    unpublish(home)
    assert client.get("/insights/two.md").status_code == client.get("/insights/two/").status_code == 404
    trash.delete(home)
    assert [client.get(f"/insights/{slug}.md").status_code for slug in ("one", "two", "never")] == [410, 410, 404]


def test_a_twin_of_what_has_ended_is_not_found(client):
    ended = make_live(slug="ended", published_at=timezone.now() - timedelta(days=2))
    type(ended).objects.filter(pk=ended.pk).update(visible_until=timezone.now())
    assert client.get("/insights/ended.md").status_code == client.get("/insights/ended/").status_code == 404
