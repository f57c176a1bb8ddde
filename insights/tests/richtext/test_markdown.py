"""Markdown, and fields that say Markdown but hold HTML."""

import time

import pytest

from insights.richtext import RichTextError, from_html, from_markdown, from_source, plain_text, to_html
from insights.tests.richtext.documents import BOLD, h, link, node, p, shared_section, text


def test_markdown_becomes_the_nodes_of_the_schema():
    nodes = from_markdown("# A\n\nx **y** [z][1]\nsame line\n\n- one\n\n```py\ncode\n```\n\n[1]: /z")
    assert nodes == [
        h(2, "A"),
        p("x ", text("y", BOLD), " ", text("z", link("/z")), " same line"),
        node("bulletList", node("listItem", p("one"))),
        node("codeBlock", text("code"), language="py"),
    ]


def test_tables_and_strikethrough_are_known():
    assert [item["type"] for item in from_markdown("|a|\n|-|\n|b|\n\n~~c~~")] == ["table", "paragraph"]


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "a <script>alert(1)</script>",
        '![x](x" onerror="alert(1))',
        "[x](data:text/html,a)",
    ],
)
def test_markdown_is_sanitised_after_conversion(source):
    html = to_html(from_markdown(source))
    assert "<a" not in html
    assert "<script" not in html
    assert "<img" not in html


def test_html_inside_markdown_is_welcome():
    assert from_markdown("a <b onclick=x>b</b>") == [p("a ", text("b", BOLD))]


def test_a_field_of_indented_html_is_html_as_a_whole():
    source = "\n<div>\n            <h3>A</h3>\n\n            <p>b</p>\n</div>"
    assert from_source(source) == [h(3, "A"), p("b")]
    assert from_source("<!-- x --><section><p>b</p></section>") == [p("b")]


@pytest.mark.parametrize("source", ["**a**", "<https://a.example>", "<b>a</b> *c*", "a <div>", "< a"])
def test_anything_else_is_markdown(source):
    assert from_source(source) == from_markdown(source)


@pytest.mark.parametrize("source", ["[" * 20_000, "![" * 5_000, "*a " * 5_000, "`" * 20_000, "&" * 20_000])
def test_hostile_repetition_takes_less_than_a_second(source):
    start = time.process_time()
    from_markdown(source)
    assert time.process_time() - start < 5, "the bound is a second; five leave room for a busy machine"


@pytest.mark.parametrize("source", [">" * 10_000 + "x", "- " * 2_000 + "x", "x" * 1_000_001, "a\x00b"])
def test_limits_are_named(source):
    with pytest.raises(RichTextError, match=r"limit of|NUL"):
        from_markdown(source)


def test_thirty_levels_of_lists_are_fine():
    assert plain_text(from_markdown("- " * 30 + "x")) == "x"


def test_the_shared_field_is_read_as_the_html_it_is():
    section = shared_section()
    assert from_source(section["article"]) == from_html(section["article"])
