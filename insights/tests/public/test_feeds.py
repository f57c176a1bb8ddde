"""Feeds: well-formed, whole, of one place each, and fetched once."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone
from taggit.models import Tag

from insights.content.models import SiteProfile
from insights.public.entries import LENGTH
from insights.public.portable import portable
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    InsightFactory,
    add_section,
    make_live,
    make_picture,
    words,
)
from insights.tests.public.machines import ATOM, CONTENT, texts, tree

pytestmark = pytest.mark.django_db
FEEDS = ["/feeds/atom.xml", "/feeds/rss.xml", "/feeds/feed.json"]
HOSTILE = "</title><script>alert(1)</script>]]>&amp;\x0b\ufffe{{ 7|add:7 }}"


def linked(href: str, text: str = "there") -> list[dict]:
    mark = {"type": "link", "attrs": {"href": href}}
    return [{"type": "paragraph", "content": [{"type": "text", "text": text, "marks": [mark]}]}]


def bodies(client, path: str = "/feeds/{}") -> list[str]:
    """The first entry's text in each format."""
    entry = tree(client.get(path.format("atom.xml")).content).find(f"{ATOM}entry/{ATOM}content")
    item = tree(client.get(path.format("rss.xml")).content).find(f"channel/item/{CONTENT}encoded")
    return [entry.text, item.text, client.get(path.format("feed.json")).json()["items"][0]["content_html"]]


@pytest.mark.parametrize("count", [0, 1, LENGTH + 3])
def test_every_feed_holds_the_newest(client, count):
    titles = [
        make_live(title=f"Story {at}", published_at=timezone.now() - timedelta(days=at)).title for at in range(count)
    ]
    newest = titles[:LENGTH]
    assert texts(tree(client.get(FEEDS[0]).content), f"{ATOM}entry/{ATOM}title") == newest
    assert texts(tree(client.get(FEEDS[1]).content), "channel/item/title") == newest
    assert [item["title"] for item in client.get(FEEDS[2]).json()["items"]] == newest


def test_an_atom_entry_holds_what_it_should(client, settings):
    category = CategoryFactory(name="Leadership")
    live = make_live(
        category, title="Trust", author=AuthorFactory(name="Ines"), sections={"text": {"body": words("Wait.")}}
    )
    live.tags.add("Letters")
    feed = tree(client.get("/feeds/atom.xml").content)
    entry = feed.find(f"{ATOM}entry")
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{settings.SITE_URL}/feeds/atom.xml"
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{live.working_copy_id}"
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}{live.url}"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Ines"
    assert [term.get("term") for term in entry.iterfind(f"{ATOM}category")] == ["Leadership", "Letters"]
    assert entry.find(f"{ATOM}published").text.startswith(live.published_at.strftime("%Y-%m-%dT%H:%M"))


def test_a_json_feed_has_the_shape_of_its_standard(client, settings):
    make_live(title="Trust", sections={"text": {"body": words("Wait.")}})
    response = client.get("/feeds/feed.json")
    feed = response.json()
    assert response["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{settings.SITE_URL}/feeds/feed.json"
    assert feed["home_page_url"] == f"{settings.SITE_URL}/insights/"
    assert {"id", "url", "title", "content_html", "date_published", "date_modified", "authors"} <= set(feed["items"][0])


def test_texts_are_whole_and_stand_alone(client, settings):
    make_picture(path="image/a.jpg")
    home = InsightFactory()
    add_section(home, "text", {"body": [*linked("/about/"), *linked("#end"), *words("The last word.")]})
    add_section(home, "image", {"image": "image/a.jpg", "alt": "Stones"})
    add_section(home, "faq", {"questions": [{"id": "q", "question": "Why?", "answer": words("Because.")}]})
    live = publish(home)
    for html in bodies(client):
        for part in (f'href="{settings.SITE_URL}/about/"', f'href="{settings.SITE_URL}{live.url}#end"', "Because."):
            assert part in html
        assert f'src="{settings.SITE_URL}/media/images/' in html
        assert 'alt="Stones"' in html
        assert not any(alien in html for alien in ("<svg", "class=", "<script", "loading=", 'src="/'))


def test_a_picture_that_is_missing_is_left_out(client):
    make_live(sections={"image": {"image": "image/nowhere.jpg", "caption": "One year."}})
    for html in bodies(client):
        assert "<img" not in html
        assert "One year." in html


def test_what_stands_at_the_end_of_every_page_is_no_part_of_a_text(client):
    make_live(title="Another")
    make_live(sections={"insight_grid": None, "call_to_action": None, "text": {"body": words("Hello")}})
    assert [html.count("demo") + html.count("Another") for html in bodies(client)] == [0, 0, 0]


def test_what_readers_do_not_see_is_in_no_feed(client):
    home = InsightFactory(title="Shown")
    add_section(home, "text", {"body": words("Hidden words")}, enabled=False)
    add_section(home, "text", {"body": words("Hidden later")}, uid="b", visible_from=timezone.now() + timedelta(days=1))
    add_section(
        home, "text", {"body": words("Hidden before")}, uid="c", visible_until=timezone.now() - timedelta(days=1)
    )
    publish(home)
    InsightFactory(title="Hidden draft")
    make_live(title="Hidden until then", published_at=timezone.now() + timedelta(hours=1))
    gone = make_live(title="Hidden again")
    unpublish(gone)
    for path in FEEDS:
        body = client.get(path).content.decode()
        assert "Shown" in body
        assert "Hidden" not in body


def test_hostile_words_are_words(client):
    SiteProfile.objects.update(brand=HOSTILE[:90])
    category = CategoryFactory(name=HOSTILE[:90], slug="hostile", description=HOSTILE)
    make_live(category, title=HOSTILE, summary=HOSTILE, byline=HOSTILE, sections={"text": {"body": words(HOSTILE)}})
    for path in ("/feeds/", "/feeds/topics/hostile/"):
        for html in bodies(client, path + "{}"):
            assert "<script" not in html
            assert "&lt;script&gt;" in html
        title = tree(client.get(f"{path}rss.xml").content).find("channel/item/title").text
        assert title == HOSTILE.replace("\x0b", "").replace("\ufffe", "")
        assert "<script" not in client.get(f"{path}atom.xml").content.decode()


@pytest.mark.parametrize("kind", ["topics", "tags", "authors"])
def test_each_place_has_feeds_of_its_own(client, kind):
    category, author = CategoryFactory(slug="here"), AuthorFactory(slug="here")
    live = make_live(category, title="Mine", author=author)
    live.tags.add(Tag.objects.create(name="Here", slug="here"))
    make_live(title="Another")
    for html in ("atom.xml", "rss.xml", "feed.json"):
        body = client.get(f"/feeds/{kind}/here/{html}").content.decode()
        assert "Mine" in body
        assert "Another" not in body


@pytest.mark.parametrize(
    "path",
    ["tags/none/atom.xml", "authors/none/rss.xml", "topics/none/feed.json", "other/x/atom.xml", "atom.json",
     "topics/atom.xml", "tags/a%00b/atom.xml", f"tags/{'x' * 5000}/atom.xml"],
)  # fmt: skip
def test_a_place_that_is_not_there_has_no_feed(client, path):
    assert client.get(f"/feeds/{path}").status_code == 404


def test_a_tag_or_author_of_drafts_alone_is_not_told(client):
    InsightFactory(author=AuthorFactory(slug="ines")).tags.add("secret")
    assert client.get("/feeds/tags/secret/atom.xml").status_code == 404
    assert client.get("/feeds/authors/ines/atom.xml").status_code == 404


def test_an_empty_topic_has_an_empty_feed(client):
    CategoryFactory(slug="empty")
    assert client.get("/feeds/topics/empty/feed.json").json()["items"] == []


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_fetched_again_only_when_it_changed(client, path):
    home = make_live(sections={"text": {"body": words("First")}}).working_copy
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    home.sections.all().delete()
    add_section(home, "text", {"body": words("Second")})
    publish(home)
    changed = client.get(path, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Second" in changed.content.decode()
    assert parsedate_to_datetime(changed["Last-Modified"]) >= parsedate_to_datetime(first["Last-Modified"])


@pytest.mark.parametrize("path", FEEDS)
def test_an_empty_feed_does_not_change_by_itself(client, path):
    assert client.get(path).content == client.get(path).content


def test_feeds_are_constant_queries(client, statements):
    def asked(path: str) -> int:
        with statements() as made:
            assert client.get(path).status_code == 200
        return len(made)

    category = CategoryFactory(slug="here")
    make_live(category, author=AuthorFactory(slug="ines"), sections={"article": None}).tags.add("tagged")
    paths = [*FEEDS, "/feeds/topics/here/atom.xml", "/feeds/tags/tagged/atom.xml", "/feeds/authors/ines/atom.xml"]
    few = [asked(path) for path in paths]
    for _ in range(12):
        make_live(
            category, author=AuthorFactory(), sections={"article": None, "insight_grid": None, "faq": None}
        ).tags.add("x")
    assert [asked(path) for path in paths] == few
    assert max(few[:3]) <= 5
    assert max(few) <= 7


def test_json_is_json_whatever_it_holds(client):
    make_live(title="\u2028 \U0001f4a1 “q” \\", sections={"text": {"body": words("\u2029")}})
    assert json.loads(client.get("/feeds/feed.json").content)["items"][0]["title"] == "\u2028 \U0001f4a1 “q” \\"


@pytest.mark.parametrize(
    ("page", "alone"),
    [
        ("", ""),
        ("just words", "just words"),
        ("<section><div>words<p>more</p></div></section>", "<div>words<p>more</p></div>"),
        ('<picture><source srcset="/a.avif"><img src="/a.jpg" srcset="/b.jpg 2x"></picture>', '<img src="{}/a.jpg">'),
        ('<p onclick="x()" style="color:red">a<!-- b --></p>', "<p>a</p>"),
        ('<svg><use href="/icons.svg#x"></use></svg> tail', "tail"),
        ('<a href="https://x.example/" aria-label="X"><svg></svg></a>', '<a href="https://x.example/">X</a>'),
        ('<a href="mailto:a@b.example">m</a>', '<a href="mailto:a@b.example">m</a>'),
    ],
)
def test_html_away_from_our_pages(settings, page, alone):
    assert portable(page, "/insights/x/") == alone.format(settings.SITE_URL)
