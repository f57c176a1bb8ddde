"""What machines read has the shape that its standard asks for."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import urlsplit

import feedparser
import lxml.etree
import lxml.html
import pytest

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LEFT_OUT = ("/insights/archive/2", "/search/")  # other ways to what is named
ATOM = {"a": "http://www.w3.org/2005/Atom"}
TYPED = 'import type {{ Graph }} from "schema-dts";\nexport const found: Graph[] = [\n{}\n];\n'


@pytest.fixture(scope="module")
def feeds(crawl):
    return crawl.of_type("application/atom+xml", "application/rss+xml")


def test_feeds_are_understood_by_a_feed_reader(feeds):
    """feedparser: well-formed, of a known version, every entry dated, linked, identified and whole."""
    assert len(feeds) > 20
    for path, answer in feeds.items():
        feed = feedparser.parse(answer.body, response_headers=answer.headers)
        assert (feed.bozo, feed.version) == (0, "atom10" if path.endswith("atom.xml") else "rss20"), path
        assert feed.feed.title, path
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids)) > 0, path
        for entry in feed.entries:
            assert entry.title, path
            assert entry.content[0].value, path
            assert entry.published_parsed, path
            assert urlsplit(entry.link).scheme == "https", path


def test_atom_has_what_its_rfc_demands(crawl):
    """RFC 4287: exactly one id, title and updated; an author; self; a date with a zone."""
    for path, answer in crawl.of_type("application/atom+xml").items():
        feed = lxml.etree.fromstring(answer.body)
        own = feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
        assert [urlsplit(link).path for link in own] == [path]
        authored = feed.xpath("a:author/a:name", namespaces=ATOM)
        for holder in (feed, *feed.xpath("a:entry", namespaces=ATOM)):
            for name in ("id", "title", "updated"):
                assert len(holder.xpath(f"a:{name}[normalize-space()]", namespaces=ATOM)) == 1, (path, name)
            assert authored or holder is feed or holder.xpath("a:author/a:name", namespaces=ATOM), path
            for date in holder.xpath("a:updated/text() | a:published/text()", namespaces=ATOM):
                assert datetime.fromisoformat(date).tzinfo, (path, date)
        assert authored or feed.xpath("not(a:entry[not(a:author)])", namespaces=ATOM), path


def test_rss_has_what_its_specification_demands(crawl):
    """RSS 2.0: a channel with title, link and description; every item a title and a permanent guid."""
    for path, answer in crawl.of_type("application/rss+xml").items():
        (channel,) = lxml.etree.fromstring(answer.body).xpath("/rss[@version='2.0']/channel")
        assert all(channel.findtext(name) for name in ("title", "link", "description")), path
        for item in channel.findall("item"):
            assert item.findtext("title"), path
            assert item.findtext("guid"), path


def test_json_feeds_have_what_version_1_1_demands(crawl):
    feeds = crawl.of_type("application/feed+json")
    assert len(feeds) > 10
    for path, answer in feeds.items():
        feed = json.loads(answer.text)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"], path
        assert urlsplit(feed["feed_url"]).path == path
        assert all(author["name"] for item in feed["items"] for author in item.get("authors", [])), path
        for item in feed["items"]:
            assert isinstance(item["id"], str), path
            assert item["content_html"], path
            assert datetime.fromisoformat(item["date_published"]).tzinfo, path


def test_sitemaps_are_valid_by_the_xsd_and_name_every_page_once(crawl, site, tools):
    schema = (
        tools.package("sitemap/schema/sitemap.xsd")
        .read_text()
        .replace('processContents="strict"', 'processContents="lax"')
    )
    xsd = lxml.etree.XMLSchema(lxml.etree.fromstring(schema.encode()))
    named: list[str] = []
    index = lxml.etree.fromstring(site.ask("/sitemap.xml").body)
    assert index.tag == f"{{{SITEMAP}}}sitemapindex"
    for part in index.findall(f"{{{SITEMAP}}}sitemap"):
        found = lxml.etree.fromstring(crawl.answers[urlsplit(part.findtext(f"{{{SITEMAP}}}loc")).path].body)
        assert xsd.validate(found), xsd.error_log
        named += [urlsplit(loc).path for loc in found.xpath("//m:url/m:loc/text()", namespaces={"m": SITEMAP})]
    assert len(named) == len(set(named))
    assert set(named) - _indexable(crawl) == set()
    assert {path for path in _indexable(crawl) - set(named) if not path.startswith(LEFT_OUT)} == set()


def test_structured_data_has_the_shapes_of_schema_org(crawl, tools):
    """As TypeScript against the types that Google makes of schema.org: unknown types and properties are errors."""
    scripts = {
        script: path
        for path, answer in crawl.of_type("text/html").items()
        for script in lxml.html.fromstring(answer.body).xpath("//script[@type='application/ld+json']/text()")
    }
    assert len(scripts) > 50
    source = tools.folder / "structured.ts"
    source.write_text(TYPED.format(",\n".join(scripts)))
    done = tools.run("tsc", "--noEmit", "--strict", "--skipLibCheck", source.name)
    assert done.returncode == 0, (done.stdout[:3000], list(scripts.values()))


def _indexable(crawl):
    """Pages that search engines may keep: whole, and themselves canonical."""
    kept = set()
    for path, answer in crawl.of_type("text/html").items():
        page = lxml.html.fromstring(answer.body)
        canonical = [urlsplit(link).path for link in page.xpath("//link[@rel='canonical']/@href")]
        if canonical == [path] and not page.xpath("//meta[@name='robots' and contains(@content, 'noindex')]"):
            kept.add(path)
    return kept
