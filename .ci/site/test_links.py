"""Nothing on the site leads nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import lxml.etree
import lxml.html

MARKUP = ("text/html", "image/svg+xml")
THINGS = {"organization", "website", "article"}  # their names in JSON-LD look like anchors
LOCAL = ("localhost", "127.0.0.1", "0.0.0.0")


def test_the_crawl_saw_the_whole_site(crawl):
    kinds = (
        "/insights/",
        "/insights/topics/",
        "/insights/tags/",
        "/authors/",
        "/insights/archive/",
        "/feeds/",
        "/media/",
    )
    assert all(any(path.startswith(kind) for path in crawl.answers) for kind in kinds)
    assert len(crawl.of_type("text/html")) > 50
    assert len(crawl.of_type("text/markdown")) > 10
    assert len(crawl.of_type("image/avif")) > 20


def test_every_internal_link_answers_and_is_no_detour(crawl):
    wrong = {path: answer.status for path, answer in crawl.answers.items() if answer.status != 200}
    assert {path: (status, _sources(crawl, path)) for path, status in wrong.items()} == {}


def test_every_anchor_stands_on_its_page(crawl):
    ids = {path: _ids(answer) for path, answer in crawl.of_type(*MARKUP).items()}
    missing = {
        f"{path}#{anchor}": sorted(sources)[:3]
        for (path, anchor), sources in crawl.linked.items()
        if anchor and path in ids and anchor not in ids[path] | THINGS
    }
    assert missing == {}


def test_links_that_leave_lead_to_other_sites_by_http_or_mail(crawl):
    wrong = {}
    for link, sources in crawl.outside.items():
        parts = urlsplit(link)
        whole = parts.hostname if parts.scheme in ("http", "https") else "@" in parts.path or parts.query
        if parts.scheme not in ("http", "https", "mailto") or not whole or parts.hostname in LOCAL:
            wrong[link] = sorted(sources)[:3]
    assert wrong == {}


def _sources(crawl, path):
    return sorted({source for (target, _), sources in crawl.linked.items() if target == path for source in sources})[:3]


def _ids(answer):
    tree = lxml.html.fromstring(answer.body) if answer.type == "text/html" else lxml.etree.fromstring(answer.body)
    return set(tree.xpath("//@id"))
