"""The allow-list: what the schema knows, and nothing else."""

import pytest

from insights.richtext import sanitise
from insights.richtext.sanitising import TAGS
from insights.richtext.schema import MARKS, NODES


def test_every_element_of_the_schema_is_allowed():
    kinds = [*NODES.values(), *MARKS.values()]
    assert {tag for kind in kinds for tag in kind.tags} <= TAGS


@pytest.mark.parametrize(
    "tag", ["script", "iframe", "object", "form", "input", "svg", "math", "meta", "base", "link", "style"]
)
def test_active_elements_are_not(tag):
    assert tag not in TAGS
    assert "<" not in sanitise(f"<{tag}>")


def test_silent_elements_go_with_what_is_in_them():
    assert sanitise("a<script>b</script><style>c</style><iframe>d</iframe><SCRIPT>e</sCRIPT >f") == "af"


def test_words_of_other_foreign_elements_stay():
    assert sanitise("a<blink>b</blink><custom-x>c</custom-x>") == "abc"


@pytest.mark.parametrize(
    "attribute",
    ["onclick=x", "style='position:fixed;inset:0'", "id=csrfmiddlewaretoken", "name=body", "class='a b'", "srcdoc=x"],
)
def test_foreign_attributes_go(attribute):
    assert sanitise(f"<p {attribute}>x</p>") == "<p>x</p>"


def test_of_styles_only_the_alignment_stays():
    assert sanitise('<p style="color:red;text-align:right;inset:0">x</p>') == '<p style="text-align: right">x</p>'


def test_addresses_pass_the_same_check_as_in_json():
    html = '<a href="/a">a</a><a href="javascript:x">b</a><a href="//c">c</a><img src="http://127.0.0.1/" alt="d">'
    assert sanitise(html) == '<a href="/a">a</a><a>b</a><a>c</a><img alt="d">'
