"""Tags and their pages."""

import pytest

from insights.public.paging import PER_PAGE
from insights.public.tags import labels, tags_in_use
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import InsightFactory

pytestmark = pytest.mark.django_db


def tagged(*tags, **values):
    home = InsightFactory(**values)
    home.tags.set(tags)
    return home


def test_only_tags_of_what_can_be_read_are_counted_and_once_an_insight():
    home = tagged("trust", "habit")
    publish(home)
    publish(home)
    publish(tagged("trust"))
    tagged("draft", "trust")
    unpublish(publish(tagged("gone")))
    assert [(tag.name, tag.count) for tag in labels(tags_in_use())] == [("habit", 1), ("trust", 2)]


def test_a_tag_s_page_lists_what_is_about_it_and_other_tags(client):
    publish(tagged("trust", "habit", title="First"))
    publish(tagged("trust", title="Second"))
    publish(tagged("other", title="Third"))
    tagged("trust", title="Draft")
    html = client.get("/insights/tags/trust/").content.decode()
    assert "2 insights" in html
    assert html.index("Second") < html.index("First")
    assert "Third" not in html
    assert "Draft" not in html
    assert 'href="/insights/tags/habit/"' in html


def test_a_tag_of_drafts_only_is_not_found(client):
    tagged("secret")
    assert client.get("/insights/tags/secret/").status_code == 404
    assert "secret" not in client.get("/insights/tags/").content.decode()


@pytest.mark.parametrize("slug", ["nobody", "a%00", "%ff", "a'b", "x" * 5000, "TRUST "])
def test_a_tag_that_does_not_exist_is_not_found(client, slug):
    assert client.get(f"/insights/tags/{slug}/").status_code == 404


def test_tags_may_be_in_any_script_and_one_of_signs_only_is_no_link(client):
    live = publish(tagged("信頼", "!!!"))
    html = client.get(live.url).content.decode()
    assert "!!!" not in html
    assert client.get("/insights/tags/信頼/").status_code == 200
    assert "!!!" not in client.get("/insights/tags/").content.decode()


def test_a_single_insight_leads_its_page(client):
    publish(tagged("trust"))
    assert "story--lead" in client.get("/insights/tags/trust/").content.decode()


def test_without_tags_the_list_of_them_says_so(client):
    assert "The first insight is on its way" in client.get("/insights/tags/").content.decode()


@pytest.mark.parametrize("count", [2, PER_PAGE * 2])
def test_queries_are_the_same_whatever_there_is(client, statements, count):
    for number in range(count):
        publish(tagged("trust", f"tag {number}"))
    for path, most in (("/insights/tags/", 2), ("/insights/tags/trust/", 4)):
        with statements() as made:
            assert client.get(path).status_code == 200
        assert len(made) == most


def test_pages_follow_on_each_other(client):
    for _ in range(PER_PAGE + 1):
        publish(tagged("trust"))
    assert 'href="/insights/tags/trust/?page=2" rel="next"' in client.get("/insights/tags/trust/").content.decode()
    assert client.get("/insights/tags/trust/?page=2").status_code == 200
    assert client.get("/insights/tags/trust/?page=3").status_code == 404
