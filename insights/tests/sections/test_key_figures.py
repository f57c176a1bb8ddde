"""Key figures."""

import pytest

from insights.richtext import MarkdownWriter
from insights.tests.factories import InsightFactory, add_section
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_a_figure_has_a_value_and_a_label():
    html = printed("key_figures", {"figures": [{"id": "a", "value": "41", "label": "launches"}]})
    assert "<dt>launches</dt>" in html
    assert ">41</dd>" in html


def test_figures_without_a_value_print_nothing():
    assert printed("key_figures", {"heading": "Numbers", "figures": [{"id": "a", "label": "launches"}]}) == ""


def test_as_markdown_they_are_a_list():
    data = {"heading": "A year", "figures": [{"id": "k1", "value": "9 in 10", "label": "pairs", "note": "in May"}]}
    markdown = add_section(InsightFactory(), "key_figures", data).markdown(MarkdownWriter())
    assert markdown == "## A year\n\n- **9 in 10** pairs – in May"
