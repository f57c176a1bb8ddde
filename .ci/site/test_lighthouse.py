"""Lighthouse's mobile profile, and what the first view of a page weighs, in Debian's Chromium over HTTP/2.

The speed of a page is measured by a machine that may be busy: it may try again. What a page is, is the same each time.
"""

from __future__ import annotations

import json
import time
from collections import Counter

import lxml.html
import pytest
from tools import CHROMIUM

ARTICLE = "/insights/two-people-one-growth-ring/"
PAGES = ["/", "/insights/", ARTICLE, "/search/", "/search/?q=trust", "/demo/"]
FAST, ALWAYS = 0.98, ("accessibility", "best-practices", "seo")
TRIES, REST = 5, 3  # seconds of rest, longer each time
NOT_FOR_SEARCH_ENGINES = {"/search/?q=trust": {"is-crawlable"}}  # results are closed to them on purpose
KB = 1000


@pytest.fixture(scope="module")
def reports():
    return {}


@pytest.fixture
def report(reports, path, site, tools):
    """The first that is fast enough, or the last."""
    if path not in reports:
        for tried in range(TRIES):
            reports[path] = _measured(tools, f"{site.address}{path}")
            if reports[path]["categories"]["performance"]["score"] >= FAST or _wrong(reports[path], path):
                break
            time.sleep(REST * (tried + 1))
    return reports[path]


def _measured(tools, url):
    for _ in range(2):  # Chromium itself may fail to start in time
        done = tools.run("lighthouse", url, "--quiet", "--output=json", "--chrome-flags=" + CHROMIUM)
        if done.returncode == 0 and not json.loads(done.stdout).get("runtimeError"):
            break
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def _wrong(report, path):
    """Audits below full marks that do not depend on the machine, but for those that are meant so."""
    audits, meant = report["audits"], NOT_FOR_SEARCH_ENGINES.get(path, set())
    return {
        f"{category}: {each['id']}": json.dumps(audits[each["id"]].get("details", {}).get("items"))[:800]
        for category in ALWAYS
        for each in report["categories"][category]["auditRefs"]
        if each["weight"]
        and each["id"] not in meant
        and (audits[each["id"]]["score"] or 0) < 1
        and _counts(audits[each["id"]])
    }


def _counts(audit):
    return audit["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_has_full_marks(report, path):
    assert _wrong(report, path) == {}
    if path not in NOT_FOR_SEARCH_ENGINES:
        assert {name: report["categories"][name]["score"] for name in ALWAYS} == dict.fromkeys(ALWAYS, 1)


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_fast(report, path):
    speed = report["categories"]["performance"]
    slow = {each["id"]: report["audits"][each["id"]]["score"] for each in speed["auditRefs"] if each["weight"]}
    assert speed["score"] >= FAST, slow


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_a_page_moves_while_it_loads(report, path):
    assert report["audits"]["cumulative-layout-shift"]["numericValue"] == 0


@pytest.mark.parametrize("path", [ARTICLE])
def test_an_article_weighs_little(report, path, site):
    """On the wire, headers included; the hero counts apart."""
    heroes = _heroes(site.ask(path).text)
    weight = Counter()
    for request in report["audits"]["network-requests"]["details"]["items"]:
        is_hero = any(request["url"].endswith(name) for name in heroes)
        weight["Hero" if is_hero else request["resourceType"]] += request["transferSize"]
    assert weight["Hero"]
    assert weight["Stylesheet"] <= 20 * KB
    assert weight["Script"] <= 10 * KB
    assert weight["Font"] <= 60 * KB
    assert weight.total() - weight["Hero"] <= 120 * KB, weight


def _heroes(html):
    preloaded = lxml.html.fromstring(html).xpath("//link[@rel='preload' and @as='image']/@imagesrcset")
    return {part.split()[0] for several in preloaded for part in several.split(",")}
