"""What pages say to those who find and share them."""

import json

import pytest
from django.templatetags.static import static
from lxml import html

from insights.content.models import SiteProfile
from insights.publishing.publish import publish
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    InsightFactory,
    add_section,
    make_live,
    make_picture,
    words,
)

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>]]><!-- \u2028 \"'& {{ 7|add:7 }}"
PATHS = ["/", "/insights/", "/about/", "/demo/"]


def head(client, path, **headers):
    """The page's head: `content` of metas and `href` of links by name, and its structured data by type."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    page = html.fromstring(response.content.decode())
    metas = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in page.iter("link")]
    (script,) = page.xpath("//script[@type='application/ld+json']")
    graph = json.loads(script.text)
    assert graph["@context"] == "https://schema.org"
    return metas, links, {node["@type"]: node for node in graph["@graph"]}


def canonical(links):
    (found,) = [href for rel, _type, href in links if rel == "canonical"]
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_what_it_is(client, settings, path):
    SiteProfile.objects.update(description="Field notes.")
    metas, links, nodes = head(client, path)
    assert canonical(links) == metas["og:url"] == settings.SITE_URL + path
    assert metas["og:type"] == "website"
    assert metas["og:image"] == settings.SITE_URL + static("img/share.jpg")
    assert metas["twitter:card"] == "summary_large_image"
    assert metas["description"] == metas["og:description"] == "Field notes."
    assert {"Organization", "WebSite"} <= set(nodes)
    assert {kind for rel, kind, _href in links if rel == "alternate"} == {
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
    }


def test_every_address_in_a_head_opens(client, settings):
    live = make_live(CategoryFactory())
    for path in (live.url, live.category.url):
        _metas, links, _nodes = head(client, path)
        addresses = [
            href.removeprefix(settings.SITE_URL) for rel, _type, href in links if rel in ("alternate", "canonical")
        ]
        assert len(addresses) >= 4
        assert {client.get(address).status_code for address in addresses} == {200}


def test_an_article_has_the_shape_of_schema_org(client, settings):
    category = CategoryFactory(name="Leadership")
    first = make_live(category, title="Trust", author=AuthorFactory(name="Ines"), summary="On trust.")
    live = publish(first.working_copy)
    metas, _links, nodes = head(client, live.url)
    article, url = nodes["Article"], settings.SITE_URL + live.url
    assert (metas["og:type"], metas["og:title"], metas["og:description"]) == ("article", "Trust", "On trust.")
    assert (article["headline"], article["description"]) == ("Trust", "On trust.")
    assert (article["mainEntityOfPage"], article["image"]) == (url, [metas["og:image"]])
    assert article["author"]["@type"] == "Person"
    assert article["author"]["name"] == "Ines"
    assert article["publisher"]["@id"] == nodes["Organization"]["@id"]
    assert article["datePublished"] == live.published_at.isoformat()
    assert article["dateModified"] == live.visible_from.isoformat()
    assert metas["article:section"] == article["articleSection"] == "Leadership"
    steps = nodes["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert [step["name"] for step in steps] == ["MentorCloud", "Insights", "Leadership", "Trust"]
    assert steps[-1]["item"] == url
    assert "FAQPage" not in nodes


def test_without_an_author_the_organization_wrote_it(client):
    _metas, _links, nodes = head(client, make_live().url)
    assert nodes["Article"]["author"] == {"@id": nodes["Organization"]["@id"]}


def test_questions_of_all_sections_are_one_page_of_questions(client):
    def questions(text):
        return {"questions": [{"id": "q", "question": text, "answer": words(f"{text} Because.")}]}

    home = InsightFactory()
    add_section(home, "faq", questions("Why?"))
    add_section(home, "faq", questions("Hidden?"), enabled=False)
    add_section(home, "faq", questions("When?"))
    _metas, _links, nodes = head(client, publish(home).url)
    found = nodes["FAQPage"]["mainEntity"]
    assert [question["name"] for question in found] == ["Why?", "When?"]
    assert found[0]["acceptedAnswer"] == {"@type": "Answer", "text": "Why? Because."}


def test_hostile_words_stay_inside_their_data(client):
    SiteProfile.objects.update(description=HOSTILE)
    rows = [{"id": "q", "question": HOSTILE, "answer": words(HOSTILE)}]
    live = make_live(
        CategoryFactory(name=HOSTILE[:90]), title=HOSTILE, byline=HOSTILE, sections={"faq": {"questions": rows}}
    )
    body = client.get(live.url).content.decode()
    assert "<script>alert" not in body
    assert "]]>" not in body.split("</head>")[0]
    _metas, _links, nodes = head(client, live.url)
    assert nodes["Article"]["headline"] == HOSTILE
    assert nodes["FAQPage"]["mainEntity"][0]["name"] == HOSTILE


def test_a_hero_that_networks_can_show_is_the_picture(client, settings):
    image = make_picture((1600, 900), path="image/hero.jpg", alt="Stones")
    live = make_live(sections={"article": {"background": "image/hero.jpg"}})
    metas, _links, nodes = head(client, live.url)
    assert metas["og:image"] == settings.SITE_URL + image.url
    assert (metas["og:image:width"], metas["og:image:alt"]) == ("1600", "Stones")
    assert nodes["Article"]["image"] == [metas["og:image"]]


def test_a_hero_that_networks_do_not_know_is_shared_as_the_file_for_old_browsers(client, settings):
    image = make_picture((1600, 900), "AVIF", path="image/hero.avif")
    live = make_live(sections={"article": {"background": "image/hero.avif"}})
    metas, _links, _nodes = head(client, live.url)
    assert metas["og:image"] == settings.SITE_URL + image.full.url
    assert metas["og:image"].endswith(".jpg")
    assert (metas["og:image:width"], metas["og:image:height"]) == ("960", "540")


@pytest.mark.parametrize("path", ["/insights/?page=2", "/insights/?page=2&utm=x"])
def test_a_page_of_a_list_is_its_own_canonical(client, settings, path):
    for _ in range(20):
        make_live()
    assert canonical(head(client, path)[1]) == f"{settings.SITE_URL}/insights/?page=2"


def test_a_preview_and_an_error_tell_nothing(editor):
    home = InsightFactory(title="Secret")
    add_section(home, "text", {"body": words("Hello")})
    for path in (f"/preview/{home.pk}/", "/nowhere/"):
        body = editor.get(path).content.decode()
        assert "og:" not in body
        assert "ld+json" not in body
        assert "canonical" not in body
