"""What lists and search are told about an insight."""

import pytest

from insights.sections.facts import facts, search_text
from insights.tests.factories import InsightFactory, add_section, words

pytestmark = pytest.mark.django_db


def test_the_summary_is_the_teaser_else_the_opening_else_the_first_words():
    home = InsightFactory(summary="Summed up")
    text = [add_section(home, "text", {"body": words("First words")})]
    opening = [*text, add_section(home, "article", {"description": "Opening"})]
    assert facts(home, opening).teaser == "Summed up"
    home.summary = ""
    assert facts(home, opening).teaser == "Opening"
    assert facts(home, text).teaser == "First words"


def test_a_hundred_kilobytes_of_markup_make_a_short_teaser():
    home = InsightFactory()
    section = add_section(home, "article", {"source": "<p>" + "&lt;/p&gt;" * 10_000, "shown": "source"})
    assert len(facts(home, [section]).teaser) <= 200


def test_switched_off_sections_are_not_searched():
    home = InsightFactory(title="Trust")
    sections = [
        add_section(home, "text", {"body": words(text)}, enabled=text == "Shown") for text in ("Shown", "Hidden")
    ]
    assert search_text(home, sections) == "Trust\nShown"
