"""Interface text is marked for translation: no bare words in templates and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.xml")])
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))

SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "title"}
SILENT = {"code", "kbd", "script", "style"}
WORD = re.compile(r"[^\W\d_]{2,}")
PROSE = re.compile(r"[A-Z][a-z]+ [a-z]|[A-Z][a-z]+ .*[.…]$|[A-Z][a-z]+…$")
OWN = {"CSV", "JSON", "MentorCloud", "MentorSite", "XLSX"}  # names are the same in every language
PEOPLE = "parts/people.html"  # portraits with the names of those drawn

TRANSLATED = re.compile(
    r"{#.*?#}|{% comment\b.*?endcomment %}|{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}"
    r"|{% trans(?:late)? .*?%}|{% block \w*(?:class|attributes|data)\w* %}.*?{% endblock %}",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
ARGUMENT = re.compile(r"""(?:default|default_if_none|yesno|title|label|text|heading|words)[:=](["'])([A-Z].+?)\1""")
LITERAL = re.compile(r"""(\w+\()?("(?:[^"\\\n]|\\.)+"|`(?:[^`\\]|\\.)+`)""")
NAMED = re.compile(r"""\b(?:label|title|hint|message|textContent|ariaLabel)\b\s*[:=]\s*(["`][A-Za-z].+)""")
UNSPOKEN = re.compile(r"ngettext|console\.|new Error|import |^\s*[\"`]%|^\s*//")


class Words(HTMLParser):
    """Text nodes and spoken attributes that hold a word."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        typed = tag == "input" and dict(attrs).get("type") in {"submit", "button"}  # a button says what is in it
        self.found += [value for name, value in attrs if value and (name in SPOKEN or (name == "value" and typed))]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def bare(template: str) -> list[str]:
    """What a template prints without asking for its translation."""
    rest = TRANSLATED.sub(" ", template)
    parser = Words()
    parser.feed(TAG.sub(" ", rest))
    parser.close()
    texts = [*parser.found, *(text for tag in TAG.findall(rest) for _quote, text in ARGUMENT.findall(tag))]
    return [text.strip() for text in texts if WORD.search(text) and not set(WORD.findall(text)) <= OWN]


def spoken(script: str) -> Iterator[str]:
    """Literals of a script that read like words for people and are not arguments of gettext."""
    for line in script.splitlines():
        if not UNSPOKEN.search(line):
            yield from NAMED.findall(line)
            yield from (text for call, text in LITERAL.findall(line) if call != "gettext(" and PROSE.match(text[1:-1]))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_templates_hold_no_bare_words(path: Path) -> None:
    assert path.as_posix().endswith(PEOPLE) or not bare(path.read_text())


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Read more</p>", ["Read more"]),
        ('<p>{% translate "Read more" %} {{ insight.title }}</p>', []),
        ('<img alt="A stone">', ["A stone"]),
        ("{{ name|default:'Nobody' }}", ["Nobody"]),
        ('{{ name|default:_("Nobody") }}', []),
        ("{% blocktranslate %}Read more{% endblocktranslate %} · {{ count }}", []),
        ("{# a note #}<script>let text;</script>", []),
        ('{% include "a.html" with heading="Topics" %}', ["Topics"]),
        ('<input type="submit" value="Save">', ["Save"]),
    ],
)
def test_a_bare_word_is_noticed(template: str, found: list[str]) -> None:
    assert bare(template) == found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT / "static" / "js").as_posix())
def test_scripts_hold_no_bare_words(path: Path) -> None:
    assert not list(spoken(path.read_text()))


def test_a_bare_literal_is_noticed() -> None:
    assert list(spoken('say("The list is as it was.");')) == ['"The list is as it was."']
    assert not list(spoken('say(gettext("The list is as it was."));'))
