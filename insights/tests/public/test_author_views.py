"""Authors and their pages."""

import pytest

from insights.publishing.publish import publish, unpublish
from insights.tests.factories import AuthorFactory, InsightFactory, make_live

pytestmark = pytest.mark.django_db


def test_an_author_s_page_says_who_it_is_and_what_they_wrote(client):
    ines = AuthorFactory(
        name="Ines Okafor",
        slug="ines-okafor",
        role="Program design",
        bio="Keeps the notebook.",
        profiles=[
            {"network": "linkedin", "url": "https://www.linkedin.com/in/ines"},
            {"network": "x", "url": "javascript:alert(1)"},
        ],
    )
    make_live(author=ines, title="Hers")
    make_live(author=AuthorFactory(), title="Not hers")
    InsightFactory(author=ines, title="Draft of hers")
    html = client.get("/authors/ines-okafor/").content.decode()
    for part in ("<h1>Ines Okafor</h1>", "Program design", "Keeps the notebook.", "1 insight", ">Hers</a>"):
        assert part in html
    assert 'href="https://www.linkedin.com/in/ines" rel="me noopener" aria-label="LinkedIn"' in html
    for part in ("Not hers", "Draft of hers", "javascript:"):
        assert part not in html


def test_the_byline_of_an_article_leads_to_its_author(client):
    author = AuthorFactory(name="Ines", slug="ines")
    for byline in ("", "By Ines of the house"):
        html = client.get(make_live(author=author, byline=byline).url).content.decode()
        assert f'<a href="/authors/ines/" rel="author">{byline or "By Ines"}</a>' in html


def test_who_has_published_nothing_is_not_found(client):
    drafts, gone = AuthorFactory(), AuthorFactory()
    InsightFactory(author=drafts)
    unpublish(make_live(author=gone))
    assert [client.get(author.url).status_code for author in (drafts, gone)] == [404, 404]
    html = client.get("/authors/").content.decode()
    assert drafts.url not in html
    assert "The first insight is on its way" in html


def test_everybody_with_something_to_read_is_listed_once_with_how_much_that_is(client):
    author = AuthorFactory(name="Ines")
    home = make_live(author=author).working_copy
    publish(home)
    make_live(author=author)
    html = client.get("/authors/").content.decode()
    assert html.count(f'href="{author.url}"') == 1
    assert "2 insights" in html


@pytest.mark.parametrize("count", [1, 30])
def test_queries_are_the_same_whatever_there_is(client, statements, count):
    author = AuthorFactory()
    for _ in range(count):
        make_live(author=author)
        make_live(author=AuthorFactory())
    for path, exactly in (("/authors/", 3), (author.url, 3)):
        with statements() as made:
            assert client.get(path).status_code == 200
        assert len(made) == exactly
