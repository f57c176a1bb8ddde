"""The admin speaks its editor's language; what readers get and what is stored does not follow it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from insights.tests import factories
from insights.workflow.reviews import ask

pytestmark = pytest.mark.django_db
INDEX = "/admin/"
GERMAN = "Protokoll"


def language(response: object) -> str:
    return response.headers["Content-Language"]  # type: ignore[attr-defined]


def test_the_browser_is_followed(editor: Client) -> None:
    page = editor.get(INDEX, headers={"Accept-Language": "de-CH,de;q=0.9,en;q=0.5"})
    assert GERMAN in page.content.decode()
    assert b'<html lang="de"' in page.content
    assert language(page) == "de"
    assert {"Accept-Language", "Cookie"} <= set(page.headers["Vary"].split(", "))
    assert translation.get_language() == "en"


@pytest.mark.parametrize("asked", [None, "", "fr", "x" * 4000, "\0", "*"])
def test_otherwise_it_is_the_site_s_language(editor: Client, asked: str | None) -> None:
    assert language(editor.get(INDEX, headers={} if asked is None else {"Accept-Language": asked})) == "en"


def test_an_editor_s_choice_counts_more(editor: Client) -> None:
    chosen = editor.post("/admin/language/", {"language": "de", "next": "/admin/insights/insight/"})
    assert chosen.headers["Location"] == "/admin/insights/insight/"
    cookie = chosen.cookies["language"]
    assert (cookie.value, cookie["path"], cookie["samesite"]) == ("de", "/admin/", "Lax")
    page = editor.get(INDEX, headers={"Accept-Language": "en"})
    assert language(page) == "de"
    assert b'name="language" value="en" lang="en">English</button>' in page.content


@pytest.mark.parametrize("value", ["", "x" * 5000, "../de", "a\0b"])
def test_what_is_no_language_is_not_kept(editor: Client, value: str) -> None:
    assert "language" not in editor.post("/admin/language/", {"language": value, "next": INDEX}).cookies


def test_the_choice_leads_nowhere_else_and_needs_a_post(editor: Client) -> None:
    away = editor.post("/admin/language/", {"language": "de", "next": "https://evil.example/"})
    assert away.headers["Location"] == "/"
    assert editor.get("/admin/language/?language=de").status_code == 405


@pytest.mark.parametrize("cookie", ["fr", "x" * 4000, "../de"])
def test_a_cookie_that_names_no_language_is_nothing(editor: Client, cookie: str) -> None:
    editor.cookies["language"] = cookie
    assert language(editor.get(INDEX)) == "en"


def test_the_sign_in_speaks_it_too(client: Client) -> None:
    page = client.get("/admin/login/", headers={"Accept-Language": "de"})
    assert "Passwort" in page.content.decode()


def test_the_form_to_sign_in_comes_before_the_languages(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    assert 0 < page.index('id="login-form"') < page.index('class="language"')
    assert page.count('class="language"') == 1


def test_scripts_get_their_words(editor: Client) -> None:
    german = editor.get(reverse("admin:jsi18n"), headers={"Accept-Language": "de"})
    assert "Wird gespeichert" in german.content.decode()
    assert "Heute" in german.content.decode()  # Django's own
    again = editor.get(reverse("admin:jsi18n"), headers={"Accept-Language": "de", "If-None-Match": german["ETag"]})
    assert again.status_code == 304
    assert "Wird gespeichert" not in editor.get(reverse("admin:jsi18n")).content.decode()


def test_previews_are_what_readers_will_see(editor: Client) -> None:
    home = factories.InsightFactory()
    editor.cookies["language"] = "de"
    page = editor.get(reverse("insight_preview", args=[home.pk]))
    assert b'<html lang="en"' in page.content


def test_mail_is_in_the_site_s_language(django_capture_on_commit_callbacks: Any) -> None:
    home, by = factories.InsightFactory(), factories.UserFactory(is_staff=True)
    factories.colleague("view_insight", "publish_insight", email="max@example.org")
    with translation.override("de"), django_capture_on_commit_callbacks(execute=True):
        ask(home, by=by)
    assert "asks for a review" in mail.outbox[0].subject
    assert "asks you to look" in mail.outbox[0].body
