"""The readers' styles say start and end, so that languages written from right to left need no second set."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

CSS = Path(settings.BASE_DIR) / "static" / "css"
EDITORS = {"admin", "builder", "media", "workflow", "preview", "rtl"}
SHEETS = [path for path in sorted(CSS.rglob("*.css")) if not EDITORS & {path.stem, *path.relative_to(CSS).parts}]
SIDES = r"(?:left|right)"
PHYSICAL = re.compile(
    rf"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-{SIDES}[\w-]*|{SIDES}"
    rf"|border-(?:top|bottom)-{SIDES}-radius)\s*:|(?:text-align|float|clear)\s*:\s*{SIDES}\b"
)
FOUR = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width|border-radius)\s*:\s*([^;{}]+)")
VALUE = re.compile(r"[\w.-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s]+")


def lopsided(css):
    """Shorthands of four values whose left differs from their right."""
    for given in FOUR.findall(css):
        values = VALUE.findall(given)
        if len(values) == 4 and values[1] != values[3]:
            yield given


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.relative_to(CSS).as_posix())
def test_no_style_of_readers_says_left_or_right(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert [*PHYSICAL.findall(css), *lopsided(css)] == []


def test_left_and_right_would_be_found():
    for css in ("a { margin-left: 1px }", "a{left:0}", "a { text-align: right }", "a { border-top-left-radius: 1px }"):
        assert PHYSICAL.search(css), css
    assert list(lopsided("a { padding: 1px 2px 1px 0; inset: calc(1px + 2px) 0 0 var(--x) }")) != []
    assert PHYSICAL.search(".align-right { text-align: end; border-inline: 1px; padding-inline: 0 }") is None


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "turned"), [("en", False), ("ar", True)])
def test_what_styles_cannot_turn_is_turned_for_those_languages_only(client, language, turned):
    with translation.override(language):
        html = client.get("/about/").content.decode()
    assert ("css/rtl" in html) is turned
    assert ('dir="rtl"' in html) is turned
