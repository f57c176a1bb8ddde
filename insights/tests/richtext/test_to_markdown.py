"""Rich text as Markdown."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights.richtext import MarkdownWriter, from_markdown
from insights.sections.richtext import every_node
from insights.tests.richtext.documents import BOLD, documents, h, junk, link, nested, node, p, text

relaxed = settings(deadline=None, max_examples=30, database=None, suppress_health_check=list(HealthCheck))
ITALIC, CODE, STRIKE = {"type": "italic"}, {"type": "code"}, {"type": "strike"}


def written(*nodes, **options):
    return MarkdownWriter(**options).markdown(list(nodes))


def item(*blocks):
    return node("listItem", *blocks)


@pytest.mark.parametrize(
    ("nodes", "markdown"),
    [
        ([h(3, "Begin"), h(4, "Slowly"), p("Wait.")], "## Begin\n\n### Slowly\n\nWait."),
        ([node("heading", text("Begin", BOLD), level=2)], "## Begin"),
        ([p("a ", text("b", BOLD), text(" c", BOLD, ITALIC), ".")], "a **b** ***c***."),
        ([p(text("here", link("https://example.com/a_(b)")))], "[here](https://example.com/a_%28b%29)"),
        ([p(text("no", link("javascript:alert(1)")))], "no"),
        ([p(text("a`b", CODE), text("old", STRIKE))], "``a`b``~~old~~"),
        ([p("one", node("hardBreak"), "two")], "one\\\ntwo"),
        ([node("bulletList", item(p("a")), item(p("b"), node("bulletList", item(p("c")))))], "- a\n\n- b\n\n  - c"),
        ([node("orderedList", item(p("a")), item(p("b")), start=3)], "3. a\n4. b"),
        ([node("blockquote", p("a"), p("b"))], "> a\n>\n> b"),
        ([node("codeBlock", text("x = '```'"))], "````\nx = '```'\n````"),
        ([node("horizontalRule"), p("end")], "---\n\nend"),
        ([node("set", id="x", values={})], ""),
    ],
)
def test_each_node_has_its_markdown(nodes, markdown):
    assert written(*nodes) == markdown


def test_a_table_keeps_its_cells():
    rows = [
        node("tableRow", *(node("tableHeader", p(words)) for words in ("a|b", "c"))),
        node("tableRow", node("tableCell", p(text("x|y", CODE)))),
    ]
    assert written(node("table", *rows)) == "| a\\|b | c |\n| --- | --- |\n| `x\\|y` |  |"


@pytest.mark.parametrize(
    "words",
    ["# no heading", "- no item", "1. no number", "a * b * c", "<script>alert(1)</script>", "[x](javascript:1)",
     "> no quote", "&lt; &amp;", "=====", "+ a", "a | b", "~~~", "`x`", "![x](y)", "\\", "_under_", "1986) then"],
)  # fmt: skip
def test_words_stay_words(words):
    assert from_markdown(written(p(words))) == [p(words)]


def test_pictures_and_links_get_full_addresses_or_keep_their_words():
    picture = node("image", src="image/a.jpg", alt="Two [stones]")
    linked = p(text("topics", link("/insights/")))
    base = "https://example.com"
    full = written(picture, linked, image=lambda path: f"{base}/m/1.png", link=lambda url: base + url)
    assert full == f"![Two \\[stones\\]]({base}/m/1.png)\n\n[topics]({base}/insights/)"
    assert written(picture) == "Two \\[stones\\]"


def test_what_is_nested_too_deep_is_left_out():
    assert written(*nested(500)).replace(">", "").strip() == ""


@relaxed
@given(documents)
def test_no_word_of_a_good_document_is_lost(nodes):
    markdown = MarkdownWriter().markdown(nodes)
    said = (child["text"] for child in every_node(nodes) if child["type"] == "text")
    words = "".join(c if c.isalnum() else " " for text in said for c in f"{text} ").split()
    assert [word for word in words if word not in markdown] == []


@relaxed
@given(st.lists(junk, max_size=3))
def test_junk_never_raises(nodes):
    assert isinstance(MarkdownWriter().markdown(nodes), str)
