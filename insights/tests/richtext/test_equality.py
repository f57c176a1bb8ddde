"""When an edited document means what is stored, the stored one stays to the letter."""

import pytest

from insights.richtext import from_html, same, to_source_html
from insights.tests.richtext.documents import BOLD, h, link, node, p, shared_section, text


@pytest.mark.parametrize(
    "other",
    [
        [p("one two", textAlign=None)],
        [p("one two", textAlign="left")],
        [p("one two", **{"class": None})],
        [p("one ", "two")],
        [{"content": [text("one two")], "type": "paragraph"}],
        {"type": "doc", "content": [p("one two")]},
    ],
)
def test_spellings_of_one_document_are_the_same(other):
    assert same([p("one two")], other)


@pytest.mark.parametrize(
    "other",
    [[p("one two ")], [p("one two", textAlign="center")], [h(2, "one two")], [p(text("one two", BOLD))], [], None],
)
def test_other_documents_are_not(other):
    assert not same([p("one two")], other)


def test_the_order_of_marks_does_not_count_but_their_attributes_do():
    assert same([p(text("x", BOLD, link("/a")))], [p(text("x", link("/a", target=None), BOLD))])
    assert not same([p(text("x", link("/a")))], [p(text("x", link("/b")))])


def test_sets_are_the_same_only_to_the_letter():
    assert same([node("set", id="a", values={"b": 1, "c": 2})], [node("set", values={"c": 2, "b": 1}, id="a")])
    assert not same([node("set", values={"b": 1})], [node("set", values={"b": True})])
    assert not same([node("set", extra=1)], [node("set", extra=2)])


def test_invalid_documents_are_the_same_as_nothing():
    assert not same([node("nope")], [node("nope")])


def test_the_shared_document_survives_an_editor_that_changes_nothing():
    nodes = shared_section()["article_detail"]
    assert same(nodes, from_html(to_source_html(nodes)))
    assert same(nodes, from_html(to_source_html(nodes).replace(' style="text-align: left"', "")))
