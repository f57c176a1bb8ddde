"""The public HTML: safe, without gaps in its headings, and without markup that says nothing."""

import pytest
from django.utils.safestring import SafeString

from insights.richtext import Renderer, outline, to_html
from insights.tests.richtext.documents import BOLD, h, link, nested, node, p, shared_section, text


def levels(*stored, top=2):
    return [heading.level for heading in outline([h(level, "x") for level in stored], top=top)]


def test_a_paragraph_prints_its_words_safe_for_templates():
    html = to_html([p('</p><script>alert("1")</script> {{ settings.SECRET_KEY }} {% load x %}')])
    assert isinstance(html, SafeString)
    assert html == (
        "<p>&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; {{ settings.SECRET_KEY }} {% load x %}</p>"
    )


def test_alignment_is_a_class_and_left_is_the_default():
    assert to_html([p("x", textAlign="center")]) == '<p class="align-center">x</p>'
    assert to_html([p("x", textAlign="left")]) == "<p>x</p>"
    assert to_html([p("x", textAlign='"><script>')]) == "<p>x</p>"


def test_empty_paragraphs_and_headings_print_nothing():
    assert to_html([p("x"), node("heading", level=2), p(), p(" ")]) == "<p>x</p>"


def test_marks_nest_in_the_order_of_the_schema():
    html = to_html([p(text("a", {"type": "small"}, BOLD), text("b", BOLD), text("c"))])
    assert html == "<p><strong><small>a</small>b</strong>c</p>"


def test_neighbours_with_one_link_share_it():
    html = to_html([p(text("a", link("/x")), text("b", BOLD, link("/x")), text("c", link("/y")))])
    assert html == '<p><a href="/x">a<strong>b</strong></a><a href="/y">c</a></p>'


def test_links_to_other_hosts_hand_nothing_over():
    nodes = [p(text("a", link("https://other.example/")), text("b", link("https://own.example/", target="_self")))]
    html = to_html(nodes, hosts=["own.example"])
    assert html == '<p><a href="https://other.example/" rel="noopener">a</a><a href="https://own.example/">b</a></p>'


@pytest.mark.parametrize(
    "href", ["JaVaScRiPt:alert(1)", "data:text/html,x", ["x"], None, "//evil", "statamic://entry::1"]
)
def test_words_of_unsafe_or_unresolved_links_stand_alone(href):
    assert to_html([p(text("words", link(href)))]) == "<p>words</p>"


def test_a_resolver_turns_own_addresses_into_real_ones():
    nodes = [p(text("a", link("statamic://entry::1")), text("b", link("statamic://entry::2")))]
    pages = {"statamic://entry::1": "/one/", "statamic://entry::2": "javascript:x"}
    assert to_html(nodes, link=pages.get) == '<p><a href="/one/">a</a>b</p>'


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ((3, 4, 4, 3), (2, 3, 3, 2)),
        ((3, 5), (2, 3)),
        ((2, 4, 6, 2), (2, 3, 4, 2)),
        ((4, 3), (2, 2)),
        ((2, 3, 4, 2, 4), (2, 3, 4, 2, 3)),
    ],
)
def test_heading_levels_leave_no_gap(stored, printed):
    assert tuple(levels(*stored)) == printed


def test_headings_start_at_the_given_level_and_end_at_six():
    assert levels(2, 3, 4, 5, top=4) == [4, 5, 6, 6]


@pytest.mark.parametrize("level", [99, 0, -1, "3", True, None, [2]])
def test_a_stored_level_that_is_none_still_prints_a_heading(level):
    assert to_html([node("heading", text("x"), level=level)]) == '<h2 id="x">x</h2>'


def test_a_heading_that_is_all_bold_is_not_bold_twice():
    assert to_html([node("heading", text("A", BOLD), text("b", BOLD, link("/b")), level=3)]) == (
        '<h2 id="ab">A<a href="/b">b</a></h2>'
    )
    assert "<strong>" in to_html([node("heading", text("A", BOLD), text("b"), level=3)])


def test_ids_are_unique_on_the_page_and_never_reserved():
    page = Renderer(reserved=["demo"])
    html = page.html([h(2, "Tea"), h(2, "Main"), h(2, "Demo")]) + page.html([h(2, "Tea"), h(2, "Tea 2"), h(2, "茶")])
    assert [heading.id for heading in page.headings] == ["tea", "main-2", "demo-2", "tea-2", "tea-2-2", "section"]
    assert html.count(' id="') == 6


def test_the_outline_is_what_is_printed():
    nodes = [h(3, "One & two"), node("blockquote", h(4, "Inside"))]
    page = Renderer()
    page.html(nodes)
    assert outline(nodes) == page.headings
    assert page.headings[0] == (2, "one-two", "One & two")


def test_tables_scroll_by_keyboard_and_name_their_columns():
    rows = node("tableRow", node("tableHeader", p("a"))), node("tableRow", node("tableCell", p("b"), colspan=2))
    assert to_html([node("table", *rows)]) == (
        '<div class="table" role="region" tabindex="0" aria-label="Table"><table>'
        '<tr><th scope="col">a</th></tr><tr><td colspan="2">b</td></tr></table></div>'
    )


def test_lists_are_tight():
    inner = node("bulletList", node("listItem", p("b")))
    assert to_html([node("orderedList", node("listItem", p("a"), inner), start=3)]) == (
        '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>'
    )


def test_code_is_reachable_and_names_its_language():
    assert to_html([node("codeBlock", text("a < b\n"), language="c++")]) == (
        '<pre tabindex="0"><code class="language-c++">a &lt; b\n</code></pre>'
    )
    assert "class" not in to_html([node("codeBlock", text("a"), language='x" onload="y')])


def test_images_are_printed_by_the_page():
    def image(src, alt, title):
        return SafeString(f"[{src}|{alt}|{title}]")

    nodes = [node("image", src="asset::main::image/a.jpg", alt="A"), p("x ", node("image", src="b.jpg", title="T"))]
    assert to_html(nodes, image=image) == "[image/a.jpg|A|None]<p>x [b.jpg||T]</p>"
    assert to_html(nodes[:1]) == '<span class="missing">A</span>'


def test_unknown_nodes_print_their_words_and_sets_nothing():
    assert to_html([node("script", p("a"), text("<b>")), node("set", values={"x": "secret"})]) == "<p>a</p>&lt;b&gt;"


def test_control_characters_are_left_out():
    assert to_html([p("a\x0bb\x00\ud800c")]) == "<p>abc</p>"


@pytest.mark.parametrize(
    "stored", [None, "x", 3, {}, [None, "x", 3, []], [{"type": []}], [p("") | {"content": {"a": 1}}]]
)
def test_junk_prints_nothing(stored):
    assert to_html(stored) == ""


def test_what_is_nested_too_deep_prints_nothing_and_breaks_nothing():
    assert to_html(nested(10_000)) == ""
    assert outline(nested(10_000)) == []


def test_the_shared_document_prints_without_style_or_bold_headings():
    html = to_html(shared_section()["article_detail"])
    assert html.count("<h2") == 2
    assert html.count("<h3") == 10
    assert html.count("<p>") == 14
    assert not any(word in html for word in ("style=", "<strong>", "align-"))
