"""HTML to rich text: words and structure stay, everything else goes."""

import time

import pytest

from insights.richtext import RichTextError, from_html, plain_text, to_html
from insights.tests.richtext.documents import BOLD, h, link, node, p, shared_section, text


def test_wrappers_classes_and_ids_go_and_the_structure_stays():
    html = '<div class="md:mb-10" id="csrfmiddlewaretoken">\n   <h3 class="x" name="body">A</h3>\n   <p>b</p>\n</div>'
    assert from_html(html) == [h(3, "A"), p("b")]


def test_spaces_in_a_paragraph_are_kept():
    assert from_html("<p>a  b </p>") == [p("a  b ")]


def test_line_breaks_of_the_source_are_layout():
    html = "<p>\n   one\n   two <b>three</b>\n   four<br>\n   five\n</p>\n\n<p>\n</p>"
    assert from_html(html) == [p("one two ", text("three", BOLD), " four", node("hardBreak"), "five"), p()]


def test_text_between_blocks_becomes_paragraphs():
    assert from_html("a<div>b</div>c <i></i><hr>") == [p("a"), p("b"), p("c "), node("horizontalRule")]


@pytest.mark.parametrize(
    "attribute", ['style="color: red; text-align: Center"', 'align="center"', 'class="align-center"']
)
def test_alignment_is_read_from_style_attribute_and_class(attribute):
    assert from_html(f"<p {attribute}>x</p>") == [p("x", textAlign="center")]


def test_the_page_keeps_its_only_h1():
    assert from_html("<h1>x</h1>") == [h(2, "x")]


def test_lists_tables_and_code_are_read():
    assert from_html("<ul><li>a<ol start=2><li>b</ol></ul>") == [
        node("bulletList", node("listItem", p("a"), node("orderedList", node("listItem", p("b")), start=2)))
    ]
    assert from_html("<table><tr><th colspan=2>a<tr><td><p>b</table>") == [
        node(
            "table",
            node("tableRow", node("tableHeader", p("a"), colspan=2)),
            node("tableRow", node("tableCell", p("b"))),
        )
    ]
    assert from_html('<pre><code class="language-py">a\n  b</code></pre>') == [
        node("codeBlock", text("a\n  b"), language="py")
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<img onerror=alert(1)>",
        "<svg onload=alert(1)></svg>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        "<object data=x></object>",
        "<base href=//evil>",
        "<meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=//evil>",
        "<!-- x -->",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
    ],
)
def test_active_elements_go_and_the_words_around_stay(hostile):
    nodes = from_html(f"<p>before {hostile}after</p>")
    assert "alert" not in to_html(nodes)
    assert plain_text(nodes).replace("\n", "").startswith("before after")


def test_the_words_of_a_form_stay():
    assert plain_text(from_html('<form action="//evil"><p>words</p><input value="x"></form>')) == "words"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "&#106;avascript:x", "javascript&colon;x", "java\tscript:x", "//evil"]
)
def test_words_of_unsafe_links_stay(href):
    assert from_html(f'<p><a href="{href}">x</a></p>') == [p("x")]


def test_good_links_are_read_with_their_entities():
    assert from_html('<p><a href="https://a.example/?b=1&amp;c=2">x</a></p>') == [
        p(text("x", link("https://a.example/?b=1&c=2")))
    ]


def test_an_image_without_a_usable_path_leaves_its_description():
    assert from_html('<p><img src="image/a%20b.jpg" alt="A"></p>') == [p(node("image", src="image/a b.jpg", alt="A"))]
    assert from_html('<img src="https://a.example/x.png" alt="A chart">') == [p("A chart")]


@pytest.mark.parametrize("piece", ["<div>", "<b>", "<b></i>", "<blockquote>", "<ul><li>", "<p><a>", "<b></p>"])
def test_deep_nesting_is_refused_by_name(piece):
    with pytest.raises(RichTextError, match="limit of"):
        from_html(piece * 10_000 + "x")


@pytest.mark.parametrize(
    "html",
    [
        "x" * 1_000_001,
        "é" * 600_000,
        "&lt;" * 200_000,
        "<p " + "a=1 " * 5_000 + ">",
        "<br>" * 30_000,
        "a\x00b",
        "\ud800",
        None,
    ],
)
def test_what_is_too_large_or_cannot_be_stored_is_refused(html):
    with pytest.raises(RichTextError):
        from_html(html)


@pytest.mark.parametrize("html", ["</p>" * 10_000, "&lt;" * 25_000, "<" * 20_000])
def test_hostile_repetition_takes_no_time_to_speak_of(html):
    start = time.process_time()
    plain_text(from_html(html))
    assert time.process_time() - start < 5


def test_both_forms_of_the_shared_article_say_the_same():
    section = shared_section()
    nodes = from_html(section["article"])
    assert plain_text(nodes) == plain_text(section["article_detail"])
    assert [item["type"] for item in nodes] == [item["type"] for item in section["article_detail"]]
