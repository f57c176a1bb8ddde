"""Lenient reading: words are never lost silently, and what was fine stays as it was."""

import pytest

from insights.richtext import RichTextError, plain_text, repair
from insights.tests.richtext.documents import BOLD, h, link, nested, node, p, shared_section, text


def repaired(*nodes):
    fixed, problems = repair(list(nodes))
    return fixed, [problem.path for problem in problems]


def test_the_shared_document_needs_no_repair():
    nodes = shared_section()["article_detail"]
    fixed, problems = repair(nodes)
    assert fixed is nodes
    assert problems == []


def test_what_is_fine_beside_a_fault_is_the_same_object():
    good = h(3, "kept", textAlign=None)
    fixed, paths = repaired(good, h(1, "raised"))
    assert fixed[0] is good
    assert fixed[1] == h(2, "raised")
    assert paths == ["[1].attrs.level"]


@pytest.mark.parametrize(("level", "mended"), [(1, 2), (99, 6), ("3", 3), (3.7, 3), (-1, 2)])
def test_levels_are_clamped(level, mended):
    assert repaired(node("heading", text("x"), level=level)) == ([h(mended, "x")], ["[0].attrs.level"])


def test_an_unsafe_link_goes_and_its_words_stay():
    fixed, paths = repaired(p(text("click", BOLD, link("java\tscript:alert(1)"))))
    assert fixed == [p(text("click", BOLD))]
    assert paths == ["[0].content[0].marks[1].attrs.href"]


def test_unknown_marks_go_and_their_words_stay():
    assert repaired(p(text("x", {"type": "style"}))) == (
        [p("x") | {"content": [text("x") | {"marks": []}]}],
        ["[0].content[0].marks[0]"],
    )


def test_unknown_nodes_give_way_to_their_children():
    fixed, paths = repaired(node("script", text("one"), p("two")), node("iframe", text("three")))
    assert fixed == [p("one"), p("two"), p("three")]
    assert paths[:2] == ["[0]", "[1]"]


def test_an_unknown_node_among_words_leaves_its_words():
    assert plain_text(repaired(p("a ", node("mention", text("b")), text(" c")))[0]) == "a b c"


@pytest.mark.parametrize(
    ("stray", "home"),
    [
        (text("x"), [p("x")]),
        (node("listItem", p("x")), [node("bulletList", node("listItem", p("x")))]),
        (node("tableCell", p("x")), [node("table", node("tableRow", node("tableCell", p("x"))))]),
        (node("bulletList", text("x")), [node("bulletList", node("listItem", p("x")))]),
        (h(2, "x") | {"content": [p("x")]}, [h(2, "x")]),
    ],
)
def test_misplaced_nodes_find_a_place(stray, home):
    assert repaired(stray)[0] == home


def test_an_image_from_elsewhere_leaves_its_description():
    fixed, paths = repaired(node("image", src="http://127.0.0.1:6379/", alt="A chart"))
    assert fixed == [p("A chart")]
    assert paths[0] == "[0].attrs.src"


def test_unknown_attributes_go_unless_they_are_null():
    assert repaired(p("x", **{"class": None, "id": "a"}))[0] == [p("x", **{"class": None})]


def test_numbers_as_text_become_text():
    assert repaired(p(text(2024)))[0] == [p("2024")]


def test_an_empty_quote_gets_a_paragraph():
    assert repaired(node("blockquote"))[0][0]["content"][0]["type"] == "paragraph"


@pytest.mark.parametrize("rule", [node("horizontalRule", text("x")), p(node("hardBreak", text("x")))])
def test_words_in_a_node_without_room_are_told(rule):
    fixed, problems = repair([rule])
    assert plain_text(fixed) == ""
    assert any("no room" in problem.message for problem in problems)


@pytest.mark.parametrize(
    "bad", [[p("a\x00b")], [p("\ud800")], nested(65), nested(10_000), [p()] * 20_001, "text", None]
)
def test_what_cannot_be_stored_is_refused_here_too(bad):
    with pytest.raises(RichTextError):
        repair(bad)
