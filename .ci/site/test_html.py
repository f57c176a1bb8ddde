"""Every page is valid HTML, by html-validate's rules of the standard, of documents and of accessibility."""

from __future__ import annotations

import json
import re

import pytest

NOT_FOUND = ("/no/such/page/", "/insights/no-such-insight/", "/insights/?page=999", "/search/?q=a&page=99")
EMPTY = ("/search/?q=zzzzzzzz", "/search/?q=%3Cb%3E", "/insights/?topic=leadership&sort=title")
RULES = {
    "extends": ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
    "elements": ["html5", {"link": {"attributes": {"href": {"required": False}}}}],  # imagesrcset may stand instead
    "rules": {
        "require-sri": "off",  # every file is our own
        "prefer-native-element": "off",  # a scrolling table is a region that takes focus
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],  # a list may have a name
    },
}


@pytest.fixture(scope="module")
def pages(site, crawl, tmp_path_factory):
    """All pages as files."""
    more = {path: site.ask(path) for path in (*NOT_FOUND, *EMPTY)}
    folder = tmp_path_factory.mktemp("pages")
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES | {"root": True}))
    for path, answer in (crawl.of_type("text/html") | more).items():
        (folder / f"{re.sub(r'[^A-Za-z0-9]+', '_', path)}.html").write_bytes(answer.body)
    return folder


def test_missing_pages_say_so_in_the_sites_own_words(site):
    for path in NOT_FOUND:
        answer = site.ask(path)
        assert (answer.status, answer.type) == (404, "text/html"), path
        assert "<h1" in answer.text


def test_every_page_is_valid(pages, tools):
    told = pages / "told.json"
    done = tools.run("html-validate", "--formatter", f"json={told}", str(pages))
    assert told.exists(), done.stderr
    wrong = {
        f"{page['filePath'].rpartition('/')[2]}:{each['line']}": f"{each['ruleId']}: {each['message']}"
        for page in json.loads(told.read_text())
        for each in page["messages"]
    }
    assert (wrong, done.returncode) == ({}, 0)
