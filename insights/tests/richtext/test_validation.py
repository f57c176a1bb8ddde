"""Strict reading: every fault is told with its path, and nothing good is touched."""

import json

import pytest

from insights.richtext import MAX_DEPTH, RichTextError, from_json, validate
from insights.tests.richtext.documents import BOLD, h, link, nested, node, p, shared_section, text


def paths(nodes):
    with pytest.raises(RichTextError) as caught:
        validate(nodes)
    return [problem.path for problem in caught.value.problems]


def test_a_good_document_comes_back_as_the_same_object():
    nodes = [h(3, "Title", textAlign="left"), p("words", textAlign=None) | {"attrs": {"class": None}}]
    assert validate(nodes) is nodes


def test_a_whole_doc_is_taken_for_its_content():
    nodes = [p("words")]
    assert validate({"type": "doc", "content": nodes}) is nodes
    assert validate({"type": "doc"}) == []


def test_the_shared_document_is_valid():
    nodes = shared_section()["article_detail"]
    assert validate(nodes) is nodes


@pytest.mark.parametrize("root", [None, "text", 3, p("a paragraph"), {"content": []}])
def test_another_root_is_refused(root):
    assert paths(root) == [""]


@pytest.mark.parametrize("level", [99, 7, 1, 0, -1, "3", 3.7, 3.0, True, None, [3], {}])
def test_only_whole_levels_from_2_to_6_pass(level):
    assert paths([node("heading", text("x"), level=level)]) == ["[0].attrs.level"]


@pytest.mark.parametrize("href", ["javascript:alert(1)", ["script", {}, "alert(1)"], {"a": 1}, 3, True, None, ""])
def test_a_link_needs_a_safe_address(href):
    assert paths([p("a", text("b", BOLD, link(href)))]) == ["[0].content[1].marks[1].attrs.href"]


def test_a_link_without_an_address_is_told():
    assert paths([p(text("b", {"type": "link"}))]) == ["[0].content[0].marks[0].attrs.href"]


@pytest.mark.parametrize("href", ["https://example.com", "/a", "#b", "?q=1", "mailto:a@b.c", "statamic://entry::12-ab"])
def test_good_addresses_pass(href):
    assert validate([p(text("b", link(href)))])


@pytest.mark.parametrize(
    "source", ["http://169.254.169.254/", "//host/a.png", "../../etc/passwd", "data:image/png;base64,", 1]
)
def test_an_image_comes_from_the_assets(source):
    assert paths([p(node("image", src=source))]) == ["[0].content[0].attrs.src"]


@pytest.mark.parametrize("alone", [True, False])
def test_an_image_may_stand_in_a_paragraph_or_alone(alone):
    image = node("image", src="asset::main::image/a.jpg", alt="A")
    assert validate([image if alone else p(image)])


@pytest.mark.parametrize(
    ("nodes", "path"),
    [
        ([node("script", text("x"))], "[0]"),
        ([node("iframe")], "[0]"),
        ([{"type": ["p"]}], "[0]"),
        (["words"], "[0]"),
        ([p(text("x", {"type": "style"}))], "[0].content[0].marks[0]"),
        ([p("x") | {"marks": [BOLD]}], "[0].marks[0]"),
        ([node("codeBlock", text("x", BOLD))], "[0].content[0].marks[0]"),
        ([p(text("x", BOLD, BOLD))], "[0].content[0].marks[1]"),
        ([node("listItem", p("x"))], "[0]"),
        ([node("bulletList", p("x"))], "[0].content[0]"),
        ([text("x")], "[0]"),
        ([p(p("x"))], "[0].content[0]"),
        ([node("blockquote")], "[0]"),
        ([p("x") | {"content": None}], "[0].content"),
        ([p("x") | {"content": {}}], "[0].content"),
        ([p(text(""))], "[0].content[0].text"),
        ([p(text(3))], "[0].content[0].text"),
        ([p("x") | {"attrs": []}], "[0].attrs"),
        ([p("x") | {"marks": {}}], "[0].marks"),
        ([p("x", color="red")], "[0].attrs.color"),
        ([p("x") | {"attrs": {"__proto__": None}}], "[0].attrs.__proto__"),
        ([p("x") | {"style": "x"}], "[0].style"),
        ([p("x", textAlign="middle")], "[0].attrs.textAlign"),
        ([node("orderedList", node("listItem", p("x")), start="1")], "[0].attrs.start"),
        (
            [node("table", node("tableRow", node("tableCell", p("x"), colspan=0)))],
            "[0].content[0].content[0].attrs.colspan",
        ),
        ([node("codeBlock", text("x"), language='py" onload="')], "[0].attrs.language"),
    ],
)
def test_what_does_not_fit_is_told_with_its_path(nodes, path):
    assert path in paths(nodes)


def test_all_problems_are_told_at_once():
    assert paths([h(9, "a"), p("fine"), node("nope")]) == ["[0].attrs.level", "[2]"]


def test_sets_keep_whatever_they_hold():
    assert validate([node("set", id="a", enabled=True, values={"type": "cta", "x": [1]}, extra=1)])


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", float("nan"), float("inf"), 10**400, {1, 2}, b"x"])
def test_what_no_database_holds_is_refused_everywhere(bad):
    assert paths([node("set", values={"deep": [bad]})]) == ["[0].attrs.values.deep[0]"]


@pytest.mark.parametrize("words", ["\u202eabc", "😀", "مرحبا", "a\u200bb", "tab\tand  spaces "])
def test_all_other_characters_survive(words):
    assert validate([p(words)])[0]["content"][0]["text"] == words


def test_depth_is_limited_by_name():
    assert validate(nested(MAX_DEPTH))
    for depth in (MAX_DEPTH + 1, 500, 10_000):
        with pytest.raises(RichTextError, match="limit of 64 levels"):
            validate(nested(depth))


def test_number_of_nodes_and_size_are_limited_by_name():
    with pytest.raises(RichTextError, match="limit of 20,000 nodes"):
        validate([p()] * 50_000)
    with pytest.raises(RichTextError, match="limit of 1,000,000 bytes"):
        validate([p("x" * 5_000_000)])
    with pytest.raises(RichTextError, match="limit of 1,000,000 bytes"):
        validate([p("é" * 600_000)])


def test_a_document_that_contains_itself_is_refused():
    looped = p("x")
    looped["content"].append(looped)
    with pytest.raises(RichTextError, match="limit"):
        validate([looped])


@pytest.mark.parametrize(
    "source", ["[" * 100_000, "[NaN]", "[1e400]", f"[{'1' * 5000}]", "{", b"\xff", None, '"\\ud800"']
)
def test_json_that_breaks_parsers_is_an_error_like_any_other(source):
    with pytest.raises(RichTextError):
        from_json(source)


def test_json_text_is_validated():
    assert from_json(json.dumps([p("x")])) == [p("x")]
