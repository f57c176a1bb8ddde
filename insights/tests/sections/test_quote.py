"""The quote."""

import pytest

from insights.richtext import MarkdownWriter
from insights.tests.factories import InsightFactory, add_section
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_a_quote_names_who_said_it():
    html = printed("quote", {"quote": "Wait.", "cite": "Tomasz", "role": "mentor"})
    assert "<p>Wait.</p>" in html
    assert "Tomasz" in html


@pytest.mark.parametrize("quote", ["", "   ", None])
def test_a_quote_without_words_prints_nothing(quote):
    assert printed("quote", {"quote": quote, "cite": "Tomasz"}) == ""


def test_as_markdown_it_is_a_quotation():
    section = add_section(InsightFactory(), "quote", {"quote": "Wait.\nThen ask.", "cite": "Ines", "role": "mentor"})
    assert section.markdown(MarkdownWriter()) == "> Wait.\n>\n> Then ask.\n>\n> — Ines, mentor"
