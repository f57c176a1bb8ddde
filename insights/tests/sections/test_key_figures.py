"""Key figures."""

import pytest

from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_a_figure_has_a_value_and_a_label():
    html = printed("key_figures", {"figures": [{"id": "a", "value": "41", "label": "launches"}]})
    assert "<dt>launches</dt>" in html
    assert ">41</dd>" in html


def test_figures_without_a_value_print_nothing():
    assert printed("key_figures", {"heading": "Numbers", "figures": [{"id": "a", "label": "launches"}]}) == ""
