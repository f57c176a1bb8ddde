"""Readers get the site's language, the same for everybody; SITE_LANGUAGE names it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import translation

from insights.tests import factories
from mentorsite import environment
from mentorsite.environment import Env
from mentorsite.settings import LANGUAGES

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.fixture
def german(settings: Any) -> Any:
    """A site whose language is German."""
    settings.LANGUAGE_CODE = "de"
    with translation.override("de"):
        yield


def text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def test_languages_are_english_and_those_with_a_catalogue() -> None:
    assert LANGUAGES == [("en", "English"), ("de", "Deutsch")]


@pytest.mark.parametrize(("value", "language"), [("", "en"), ("en", "en"), ("de", "de")])
def test_the_site_has_one_of_them(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    monkeypatch.setenv("SITE_LANGUAGE", value)
    assert environment.site_language(Env(), LANGUAGES) == language


@pytest.mark.parametrize("value", ["fr", "DE", "de-at", "../de", "x" * 500])
def test_another_stops_the_start_and_says_which_there_are(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SITE_LANGUAGE", value)
    with pytest.raises(ImproperlyConfigured, match=r"SITE_LANGUAGE is .*it is one of en, de"):
        environment.site_language(Env(), LANGUAGES)


@pytest.mark.usefixtures("german")
def test_a_german_site_says_so_everywhere(client: Client) -> None:
    version = factories.make_live(published_at=WHEN)
    html = client.get(version.url).content
    assert b'<html lang="de" dir="ltr">' in html
    assert b'<meta property="og:locale" content="de_DE">' in html
    data = [json.loads(found) for found in re.findall(rb'<script type="application/ld\+json">(.*?)</script>', html)]
    assert '"inLanguage": "de"' in json.dumps(data)
    atom = ElementTree.fromstring(client.get("/feeds/atom.xml").content)
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert client.get("/feeds/feed.json").json()["language"] == "de"
    assert b"Preferred-Languages: de" in client.get("/.well-known/security.txt").content


@pytest.mark.usefixtures("german")
def test_dates_are_written_as_there(client: Client) -> None:
    version = factories.make_live(published_at=WHEN)
    page = client.get(version.url).content
    assert b'datetime="2026-03-05T12:00:00+00:00">5. M\xc3\xa4rz 2026</time>' in page
    assert "05.03.2026" in text(client.get("/insights/").content)
    assert "März 2026" in text(client.get("/insights/archive/2026/03/").content)


@pytest.mark.usefixtures("german")
def test_machines_get_the_dates_that_they_know(client: Client) -> None:
    factories.make_live(published_at=WHEN)
    assert b"<pubDate>Thu, 05 Mar 2026 12:00:00 +0000</pubDate>" in client.get("/feeds/rss.xml").content


def test_readers_get_no_other_language_whatever_they_ask_for(client: Client) -> None:
    version = factories.make_live(published_at=WHEN)
    plain = client.get(version.url)
    client.cookies["language"] = "de"
    asked = client.get(version.url, headers={"Accept-Language": "de"})
    assert asked.content == plain.content
    assert "Accept-Language" not in asked.headers.get("Vary", "")
    assert "Cookie" not in asked.headers.get("Vary", "")


def test_a_language_that_runs_from_right_to_left_turns_the_page(client: Client) -> None:
    with translation.override("ar"):
        assert b'<html lang="ar" dir="rtl">' in client.get("/").content
