"""Every text is translated into every language that is shipped, and programs find what people edited."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.core.management.base import CommandError

from mentorsite import catalogues, extraction

ROOT = Path(__file__).resolve().parents[3]
FILES = catalogues.files()
MARKUP = ("<b>", "</b>", "</a>", "{}", "{n}", "{names}", "{low}", "{high}", "{limit}")


def name(path: Path) -> str:
    return f"{path.parents[1].name}/{path.name}"


def forms(message: Message) -> list[tuple[str, str]]:
    """Pairs of an English text and its translation: one, or one for each plural form."""
    if not message.pluralizable:
        return [(message.id, message.string)]
    return [(message.id[min(at, 1)], text) for at, text in enumerate(message.string)]


def edges(text: str) -> tuple[bool, bool, bool, bool]:
    return text.startswith(" "), text.endswith(" "), text.startswith("\n"), text.endswith("\n")


def test_english_and_german_are_shipped() -> None:
    assert {name(path) for path in FILES} >= {"de/django.po", "de/djangojs.po"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_text_is_translated_and_none_is_left_over(path: Path) -> None:
    """After adding a text: `make messages`, then fill in what is open."""
    known = {(message.context, message.id) for message in catalogues.read(path) if message.id}
    found = {(message.context, message.id) for message in extraction.extracted(path.stem) if message.id}
    assert not found - known, "not in the catalogue: run `make messages`"
    assert not known - found, "no longer in the source: run `make messages`"
    assert not [message.id for message in catalogues.open_messages(catalogues.read(path))]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_translations_have_the_same_placeholders(path: Path) -> None:
    catalogue = catalogues.read(path)
    for message in catalogue:
        if message.id:
            for check in checkers:
                check(catalogue, message)
            for text, translation in forms(message):
                assert edges(text) == edges(translation), text
                assert [text.count(mark) for mark in MARKUP] == [translation.count(mark) for mark in MARKUP], text


def test_templates_are_read_as_django_reads_them(tmp_path: Path) -> None:
    template = tmp_path / "a.html"
    template.write_text(
        """{% load i18n %}
        {% translate "Plain" %}{{ name|default:_("Nobody") }}{% translate "Quote" context "rich text" %}
          {% blocktranslate count counter=rows|length trimmed %}
            {{ counter }} row
          {% plural %}
            {{ counter }} rows of {{ name }}
          {% endblocktranslate %}<p title="it's"> 100 % </p>"""
    )
    source = extraction.template_source(template)
    found = list(extraction.messages_in(source, "python"))
    assert [text for text, _context, _comments in found] == [
        "Plain", "Nobody", "Quote", ("%(counter)s row", "%(counter)s rows of %(name)s"),
    ]  # fmt: skip
    assert found[2][1] == "rich text"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A language with one catalogue, of which nothing is compiled."""
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue = Catalog(locale="de", domain="django")
    catalogue.add("Insight", "Beitrag")
    catalogue.add(("%(n)s day", "%(n)s days"), ("", ""))
    catalogues.write(path, catalogue)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    return path


def test_what_is_missing_or_stale_is_compiled(folder: Path) -> None:
    made = folder.with_suffix(".mo")
    assert catalogues.compile_stale() == [folder]
    assert b"Beitrag" in made.read_bytes()
    assert catalogues.compile_stale() == []
    folder.write_text(folder.read_text().replace("Beitrag", "Artikel"))
    os.utime(folder, ns=(0, 1))  # an older checkout
    assert catalogues.compile_stale() == [folder]
    assert b"Artikel" in made.read_bytes()
    assert [path.name for path in folder.parent.iterdir() if path.suffix == ".tmp"] == []


def test_what_is_open_is_told_and_filled_in(folder: Path) -> None:
    assert extraction.missing() == {"de": {"django": {"%(n)s day": ["", ""]}}}
    extraction.merge({"de": {"django": {"%(n)s day": ["%(n)s Tag", "%(n)s Tage"], "Insight": "Text", "No such": "–"}}})
    assert extraction.missing() == {}
    with folder.open("rb") as file:
        kept = read_po(file)
    assert kept["Insight"].string == "Text"
    assert kept["%(n)s day"].string == ("%(n)s Tag", "%(n)s Tage")


def test_an_update_takes_what_the_source_says_and_guesses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Catalog(domain="django")
    fresh.add("Insight")
    fresh.add("Insights")
    monkeypatch.setattr(extraction, "extracted", lambda domain: fresh)
    extraction.update()
    assert extraction.missing() == {"de": {"django": {"Insights": ""}}}
    assert "day" not in folder.read_text()


def test_the_command_tells_what_is_open(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call_command("messages", "missing")
    assert json.loads(capsys.readouterr().out) == {"de": {"django": {"%(n)s day": ["", ""]}}}
    with pytest.raises(CommandError, match="JSON file"):
        call_command("messages", "merge")


def test_compiled_catalogues_are_not_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no repository here")
    ignored = subprocess.run(["git", "check-ignore", "insights/locale/de/LC_MESSAGES/django.mo"], cwd=ROOT, check=False)
    assert ignored.returncode == 0
