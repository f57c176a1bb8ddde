"""The rich-text editor in a real browser: typed into, clicked, pasted into, left by keys."""

import json
import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import expect

from insights.richtext.attributes import ALIGNMENTS
from insights.richtext.schema import MARKS, NODES
from insights.tests import factories
from insights.tests.browser.looking import looks, scrolls_sideways, small_controls, violations
from insights.tests.factories import words
from insights.tests.richtext.documents import h, link, node, p, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".rt__text"


@pytest.fixture
def open_text(visit, signed_in):
    """`open_text(body)`: the form of a text section with this body; `page.section` is the section."""

    def open_text(body, kind="text", data=None, **options):
        home = factories.InsightFactory()
        section = factories.add_section(home, kind, {"body": body} if data is None else data, uid="one")
        page = visit(reverse("admin:insights_section_edit", args=[home.pk, "one"]), **{"cookies": signed_in} | options)
        page.section = section
        page.route("**/change/", lambda route: route.fulfill(body="Saved", content_type="text/plain"))
        if options.get("java_script_enabled", True):
            expect(page.locator(".rt").first).to_have_attribute("data-richtext", "on")
        return page

    return open_text


def save(page, name="body"):
    """What is stored after the form's button was pressed. The list is not loaded: it would go on asking."""
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/change/**")
    page.section.refresh_from_db()
    return page.section.data.get(name)


def click(page, place):
    place.click()
    page.wait_for_timeout(60)  # the editor looks at the selection a moment after it got the focus


def write_at_the_end(page, letters="!"):
    click(page, page.locator(TEXT).first.locator("> p").last)
    page.keyboard.press("Control+End")
    page.keyboard.type(letters)


def tool(page, name):
    return page.get_by_role("toolbar").get_by_role("button", name=name)


def choose(page, menu, item):
    tool(page, menu).click()
    page.get_by_role("menu", name=menu).locator("button", has_text=item).click()


def select_all(page):
    click(page, page.locator(TEXT).first)
    page.keyboard.press("Control+a")


def paste(page, html, plain="x"):
    click(page, page.locator(TEXT).first)
    page.evaluate(
        """([html, plain]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", plain);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".rt__text").dispatchEvent(event);
        }""",
        [html, plain],
    )


def cell(content, name="tableCell", **attrs):
    return node(name, p(content), **attrs)


def li(*content):
    return node("listItem", *content)


BLOCKS = {
    "doc": p("first"),
    "paragraph": p(" a  b ", textAlign="center"),
    "heading": h(4, "Heading", textAlign="right"),
    "bulletList": node("bulletList", li(p("a"), node("bulletList", li(p("b"))))),
    "orderedList": node("orderedList", li(p("c")), start=7),
    "listItem": node("bulletList", li(p("a"), p("b", textAlign="right"), node("codeBlock", text("c")))),
    "blockquote": node("blockquote", h(2, "a"), p("b")),
    "codeBlock": node("codeBlock", text("a\n  b\n"), language="c++"),
    "horizontalRule": node("horizontalRule"),
    "table": node("table", node("tableRow", cell("a", "tableHeader")), node("tableRow", cell("b"), cell("c"))),
    "tableRow": node("table", node("tableRow", cell("a"), cell("b"))),
    "tableCell": node("table", node("tableRow", cell("a", colspan=2, rowspan=1, colwidth=[80, 90]), cell("b"))),
    "tableHeader": node("table", node("tableRow", cell("a", "tableHeader", colspan=1, rowspan=2))),
    "set": node("set", id="x", enabled=False, values={"type": "cta", "n": [1, None, {"__a": '</script>"'}]}),
    "text": p('</p> & "q" é 漢 \U0001f600 \u00a0.'),
    "hardBreak": p("a", node("hardBreak"), "b", {"type": "hardBreak", "marks": [{"type": "bold"}]}, "c"),
    "image": node("image", src="asset::main::image/a b%.jpg", alt='say "hi"', title="t"),
}
INLINE = {name: p(text("a"), text("b", {"type": name}), text("c")) for name in MARKS} | {
    "link": p(
        text("a", link("statamic://entry::1")), text("b", link("/x?a=1&b=2", rel="a b", target="_self", title="t"))
    )
}
OTHERS = {
    **{f"paragraph {side}": p("a", textAlign=side) for side in ALIGNMENTS},
    **{f"heading {side}": h(3, "a", textAlign=side) for side in ALIGNMENTS},
    "all levels": node("blockquote", *[h(level, "a") for level in (2, 3, 4, 5, 6)]),
    "all marks": p(text("a", link("/x"), *[{"type": name} for name in MARKS if name != "link"])),
    "nulls": {
        "type": "paragraph",
        "attrs": {"textAlign": None, "class": None},
        "content": [{"text": "a", "type": "text"}],
    },
    "a default": node("orderedList", li(p("a")), start=1),
    "a picture in a line": p("a", {"type": "image", "attrs": {"src": "image/a.jpg"}, "marks": [link("/x")]}, "b"),
    "a picture in an item": node("bulletList", li(p("a"), node("image", src="image/a.jpg"))),
    "an empty paragraph": node("paragraph"),
    "a text in two": p(text("a", {"type": "bold"}), text("b", {"type": "bold"})),
    "an empty row": node("table", node("tableRow"), node("tableRow", cell("a"))),
    "an empty set": {"type": "set"},
}


def test_every_node_and_mark_has_its_case():
    assert {*BLOCKS} == {*NODES}
    assert {*INLINE} == {*MARKS}


@pytest.mark.parametrize("block", [*BLOCKS.values(), *INLINE.values()], ids=[*BLOCKS, *INLINE])
def test_one_letter_elsewhere_leaves_a_block_as_it_was(open_text, block):
    page = open_text([h(2, "Head", textAlign="center"), block, p("Last", textAlign="right")])
    write_at_the_end(page)
    stored = save(page)
    assert json.dumps(stored[:-1]) == json.dumps([h(2, "Head", textAlign="center"), block])
    assert stored[-1] == p("Last!", textAlign="right")


def test_one_letter_leaves_all_other_blocks_as_they_were(open_text):
    page = open_text([*OTHERS.values(), p("Last")])
    write_at_the_end(page)
    assert json.dumps(save(page)) == json.dumps([*OTHERS.values(), p("Last!")])


def test_what_the_editor_sends_needs_no_mending(open_text):
    """Without the server's help: what the field holds is what was stored, in other words."""
    body = [*BLOCKS.values(), *INLINE.values(), *OTHERS.values(), p("Last")]
    page = open_text(body)
    write_at_the_end(page)
    sent = json.loads(page.locator("[name=body-json]").input_value())
    assert json.dumps(sent).count("null") == json.dumps(BLOCKS["set"]).count("null")
    page.section.data = {"body": sent}
    page.section.save()
    assert len(sent) == len(body)


def test_an_untouched_text_is_not_sent(open_text):
    page = open_text([*BLOCKS.values(), *INLINE.values()])
    page.evaluate("addEventListener('input', () => { window.changed = true; }); window.changed = false;")
    click(page, page.locator(TEXT))
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("textbox", name="Text").blur()
    assert page.evaluate("[window.changed, document.querySelector('[name=body-json]').disabled]") == [False, True]
    before = page.section.revision
    save(page)
    assert page.section.revision == before


def test_words_undone_are_as_they_were(open_text):
    body = [{"type": "paragraph", "attrs": {"textAlign": None}, "content": [{"text": "a", "type": "text"}]}]
    page = open_text(body)
    write_at_the_end(page)
    page.keyboard.press("Control+z")
    assert json.dumps(save(page)) == json.dumps(body)


def test_typing_makes_paragraphs_headings_and_lists(open_text):
    page = open_text([])
    click(page, page.locator(TEXT))
    for line in ("## Head", "First", "- one", "two"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    assert save(page)[:2] == [h(2, "Head"), p("First")]
    assert page.section.data["body"][2]["type"] == "bulletList"


def test_a_number_and_a_dot_begin_a_list_there(open_text):
    page = open_text([])
    click(page, page.locator(TEXT))
    page.keyboard.type("3. third")
    assert save(page) == [node("orderedList", li(p("third")), start=3)]


def test_emptying_a_text_stores_nothing(open_text):
    page = open_text(words("a"))
    select_all(page)
    page.keyboard.press("Delete")
    assert save(page) == []


@pytest.mark.parametrize(("name", "mark"), [("Bold", "bold"), ("Italic", "italic")])
def test_buttons_set_and_show_marks(open_text, name, mark):
    page = open_text(words("a"))
    select_all(page)
    tool(page, name).click()
    expect(tool(page, name)).to_have_attribute("aria-pressed", "true")
    assert save(page) == [p(text("a", {"type": mark}))]


@pytest.mark.parametrize(
    ("item", "mark"),
    [
        ("Underline", "underline"),
        ("Strikethrough", "strike"),
        ("Code", "code"),
        ("Subscript", "subscript"),
        ("Superscript", "superscript"),
        ("Small print", "small"),
    ],
)
def test_the_format_menu_sets_marks(open_text, item, mark):
    page = open_text(words("a"))
    select_all(page)
    choose(page, "Format", item)
    assert save(page) == [p(text("a", {"type": mark}))]


def test_code_stands_beside_other_marks_and_sub_replaces_super(open_text):
    page = open_text([p(text("a", {"type": "bold"}))])
    select_all(page)
    for item in ("Superscript", "Subscript", "Code"):
        choose(page, "Format", item)
    assert save(page) == [p(text("a", {"type": "bold"}, {"type": "code"}, {"type": "subscript"}))]


@pytest.mark.parametrize("block", [p("a"), h(3, "a")], ids=["paragraph", "heading"])
def test_the_format_menu_aligns(open_text, block):
    page = open_text([block])
    select_all(page)
    choose(page, "Format", "Centre")
    assert save(page)[0]["attrs"]["textAlign"] == "center"


def test_clearing_keeps_words_and_links(open_text):
    page = open_text([h(2, "a", textAlign="center"), p(text("b", link("/x"), {"type": "bold"}))])
    select_all(page)
    choose(page, "Format", "Clear formatting")
    assert save(page) == [p("a"), p(text("b", link("/x")))]


def test_the_style_menu_changes_a_paragraph_and_says_what_it_is(open_text):
    page = open_text(words("a"))
    select_all(page)
    tool(page, "Paragraph style: Paragraph").click()
    page.get_by_role("menuitemradio", name="Heading 4").click()
    expect(tool(page, "Paragraph style: Heading 4")).to_be_visible()
    assert save(page) == [h(4, "a")]


def test_lists_quotes_code_and_rules(open_text):
    page = open_text([p("a"), p("b"), p("c")])
    paragraphs = page.locator(f"{TEXT} > p")
    click(page, paragraphs.nth(2))
    choose(page, "Insert", "Dividing line")
    click(page, paragraphs.nth(2))
    choose(page, "Insert", "Quote")
    click(page, paragraphs.nth(1))
    tool(page, "Numbered list").click()
    click(page, paragraphs.nth(0))
    tool(page, "Bullet list").click()
    names = [block["type"] for block in save(page)]
    assert names[:4] == ["bulletList", "orderedList", "blockquote", "horizontalRule"]


def test_a_table_is_made_grown_and_deleted(open_text):
    page = open_text([])
    click(page, page.locator(TEXT))
    choose(page, "Insert", "Table")
    rows, first = page.locator(f"{TEXT} tr"), page.locator(f"{TEXT} tr").first.locator("th, td")
    expect(rows).to_have_count(3)
    for item in ("Add a row below", "Add a column after"):
        choose(page, "Table", item)
    expect(rows).to_have_count(4)
    expect(first).to_have_count(4)
    choose(page, "Table", "First row as headings")
    expect(page.locator(f"{TEXT} th")).to_have_count(0)
    choose(page, "Table", "Delete the row")
    choose(page, "Table", "Delete the column")
    expect(rows).to_have_count(3)
    choose(page, "Table", "Delete the table")
    expect(rows).to_have_count(0)
    expect(tool(page, "Table")).to_be_hidden()


def test_undo_and_redo(open_text):
    page = open_text(words("a"))
    expect(tool(page, "Undo")).to_have_attribute("aria-disabled", "true")
    write_at_the_end(page, "b")
    tool(page, "Undo").click()
    expect(page.locator(TEXT)).to_have_text("a")
    tool(page, "Redo").click()
    assert save(page) == words("ab")


def test_a_link_is_added_by_keys_and_changed(open_text):
    page = open_text(words("a"))
    select_all(page)
    page.keyboard.press("Control+k")
    page.get_by_label("Address").fill("example.org/x")
    page.get_by_label("Open in a new window").check()
    page.keyboard.press("Enter")
    expect(page.locator(f"{TEXT} a")).to_have_attribute("href", "https://example.org/x")
    page.keyboard.press("Control+k")
    page.get_by_label("Title (optional)").fill("More")
    page.get_by_role("button", name="Change").click()
    assert save(page) == [p(text("a", link("https://example.org/x", target="_blank", title="More")))]


def test_a_link_is_taken_out(open_text):
    page = open_text([p(text("a", link("/x")))])
    click(page, page.locator(f"{TEXT} a"))
    tool(page, "Link").click()
    page.get_by_role("button", name="Remove link").click()
    assert save(page) == words("a")


def test_a_link_without_words_asks_for_them(open_text):
    page = open_text([])
    click(page, page.locator(TEXT))
    tool(page, "Link").click()
    page.get_by_label("Address").fill("ann@example.org")
    page.get_by_role("button", name="Add link").click()
    expect(page.get_by_label("Words")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Words").fill("Ann")
    page.get_by_role("button", name="Add link").click()
    assert save(page) == [p(text("Ann", link("mailto:ann@example.org")))]


def test_an_address_the_server_refuses_is_told_in_the_dialog(open_text):
    page = open_text(words("a"))
    select_all(page)
    tool(page, "Link").click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Links to “javascript:” are not possible.")
    expect(page.get_by_label("Address")).to_be_focused()
    assert violations(page, "dialog") == []
    page.keyboard.press("Escape")
    expect(page.locator(TEXT)).to_be_focused()
    assert save(page) == words("a")


ADDRESSES = [
    "https://example.org", "http://a", "https:", "https://", "https:example.org", "https://user:pw@e.org", "https://e.org:0",
    "https://e.org:99999", "https://[::1]/", "//e.org", "/a b", "/x\\y", "/&#47;x", "//", "#a", "?q=1", "", " ", " /x ",
    "mailto:", "mailto:a@e.org", "tel:+47", "ftp://e.org", "JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html,x",
    "example.org", "a", "https://e.org/\u200b", "https://e.org/\u00a0x", "statamic://entry::1", "statamic://x",
    "asset::a::b", "&#106;avascript:x", "/" + "x" * 2048, "https://e.org/" + "é漢\U0001f600", "vbscript:x",
    "https://ex ample.org", "https://:80",
]  # fmt: skip


def test_the_dialog_refuses_what_the_server_refuses(open_text):
    from insights.richtext import is_internal, safe_url

    page = open_text([])
    told = page.evaluate(
        """async (addresses) => {
            const { addressFault } = await import("builder/richtext_links");
            const { schema } = JSON.parse(document.querySelector("[data-richtext] script").textContent);
            return addresses.map((address) => addressFault(address, schema.links) === "");
        }""",
        ADDRESSES,
    )
    assert dict(zip(ADDRESSES, told, strict=True)) == {
        address: safe_url(address) is not None or is_internal(address) for address in ADDRESSES
    }


CHOSEN = """(found) => document.addEventListener("builder:choose-image", (event) => {
    event.stopImmediatePropagation();
    event.detail.done(found);
}, { capture: true })"""


def test_a_picture_is_chosen_described_and_removed(open_text):
    page = open_text(words("a"))
    page.evaluate(CHOSEN, {"path": "image/new.jpg", "url": "/static/favicon.svg", "alt": "A sign"})
    write_at_the_end(page)
    choose(page, "Insert", "Picture")
    expect(page.locator(f"{TEXT} img")).to_have_attribute("src", "/static/favicon.svg")
    click(page, page.locator(f"{TEXT} img"))
    choose(page, "Insert", "Picture")
    page.get_by_label("Description").fill("Two stones")
    page.get_by_role("button", name="Change").click()
    assert save(page) == [p("a!"), node("image", src="image/new.jpg", alt="Two stones")]


def test_a_picture_without_a_file_is_named_and_never_asked_for(open_text):
    page = open_text([node("image", src="image/gone.jpg"), p("a")])
    expect(page.locator(TEXT)).to_contain_text("image/gone.jpg: no file yet")
    assert page.locator(f"{TEXT} img[src]").count() == 0


def test_a_stored_picture_is_shown(open_text):
    factories.make_picture(path="image/a.jpg")
    page = open_text([node("image", src="image/a.jpg", alt="Stones"), p("a")])
    expect(page.get_by_role("img", name="Stones")).to_have_js_property("complete", True)
    assert page.get_by_role("img", name="Stones").evaluate("(image) => image.naturalWidth") == 40


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12pt'><a name="_Toc1"></a><span lang=EN-US>Plan for the
year<o:p></o:p></span></h1>
<p class=MsoNormal><span style='font-size:11.0pt'>Ask <b style='mso-bidi-font-weight:normal'>twice</b>, <i>wait</i> in
<st1:place w:st="on">Oslo</st1:place>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>One<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Inner</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Two</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>3.<span>&nbsp; </span></span><![endif]>Third</p>
<p class=MsoNormal>See <a href="https://example.org/a" style='color:blue'>a <span style='color:red'>page</span></a>,
<a href="javascript:alert(1)">not this</a>.</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=200 valign=top style='width:150pt'>
<p class=MsoNormal>Cell<o:p></o:p></p></td></tr></table>
<p class=MsoNormal><img width=10 src="file:///C:/Users/x/clip_image001.png" alt="A chart"></p>
<!--EndFragment--></body></html>"""

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b-7fff"><h1 dir="ltr"><span
style="font-size:20pt;font-weight:400;">Title</span></h1><p dir="ltr" style="line-height:1.38;"><span
style="font-weight:400;font-style:normal;text-decoration:none;">Plain </span><span
style="font-weight:700;">bold</span><span style="font-style:italic;">it</span><span
style="text-decoration:underline;">un</span><span style="text-decoration:line-through;">st</span><span
style="font-size:0.6em;vertical-align:super;">2</span><span style="vertical-align:sub;">3</span> <a
href="https://www.google.com/url?q=https://example.org/x%3Fa%3D1&amp;sa=D&amp;source=editors" style="color:blue"><span
style="text-decoration:underline;">link</span></a></p><ul><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p
role="presentation"><span>One</span></p></li><ul><li aria-level="2"><p
role="presentation"><span>Inner</span></p></li></ul><li aria-level="1"><p
role="presentation"><span>Two</span></p></li></ul><br><div dir="ltr" align="left"><table
style="border:none;"><colgroup><col width="10"></colgroup><tbody><tr style="height:0pt"><td
style="border:1px"><p><span>Cell</span></p></td></tr></tbody></table></div><p><span><img alt="A chart"
src="https://lh7-rt.googleusercontent.com/docsz/x"></span></p></b><br class="Apple-interchange-newline">"""

INNER = node("bulletList", li(p("Inner")))
TABLE = node("table", node("tableRow", cell("Cell", colspan=1, rowspan=1)))


def test_text_from_word_comes_in_clean(open_text):
    page = open_text([])
    paste(page, WORD)
    expect(page.get_by_role("status").filter(has_text="picture")).to_contain_text("A link with an unusable address")
    assert save(page) == [
        h(2, "Plan for the year"),
        p("Ask ", text("twice", {"type": "bold"}), ", ", text("wait", {"type": "italic"}), " in Oslo."),
        node("bulletList", li(p("One"), INNER), li(p("Two"))),
        node("orderedList", li(p("Third")), start=3),
        p("See ", text("a page", link("https://example.org/a")), ", not this."),
        TABLE,
        p("A chart"),
    ]


def test_text_from_google_docs_comes_in_clean(open_text):
    page = open_text([])
    paste(page, GOOGLE)
    styled = {"bold": "bold", "it": "italic", "un": "underline", "st": "strike", "2": "superscript", "3": "subscript"}
    assert save(page) == [
        h(2, "Title"),
        p(
            "Plain ",
            *[text(letters, {"type": mark}) for letters, mark in styled.items()],
            " ",
            text("link", link("https://example.org/x?a=1")),
        ),
        node("bulletList", li(p("One"), INNER), li(p("Two"))),
        TABLE,
        p("A chart"),
    ]


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ('<p style="text-align:center" class="x" id="y" onclick="alert(1)">a</p>', words("a")),
        ("<p>a</p><script>alert(1)</script><style>p{}</style>", words("a")),
        ('<p>a<img src="x" onerror="alert(1)" alt="b"></p>', words("ab")),
        ('<h1>a</h1><h3 title=">">b</h3>', [h(2, "a"), h(3, "b")]),
        ('<p><a href="data:text/html,x">a</a></p>', words("a")),
        ('<pre><code class="language-js">a\n  b</code></pre>', [node("codeBlock", text("a\n  b"), language="js")]),
        ('<ol start="99999999"><li>a</ol>', [node("orderedList", li(p("a")), start=1)]),
        ("<p>use **stars** and `ticks`</p>", words("use **stars** and `ticks`")),
    ],
)
def test_what_is_pasted_keeps_only_what_the_schema_knows(open_text, html, body):
    page = open_text([])
    paste(page, html)
    assert save(page) == body


def test_blocks_copied_in_the_editor_are_pasted_whole(open_text):
    blocks = [h(3, "a", textAlign="center"), BLOCKS["set"], BLOCKS["image"], INLINE["link"], p(" b  c ")]
    page = open_text(blocks)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    select_all(page)
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+End")
    page.wait_for_timeout(60)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    expect(page.locator(f"{TEXT} h3")).to_have_count(2)
    assert save(page)[-5:] == blocks


def test_files_are_not_swallowed_silently(open_text):
    page = open_text([])
    click(page, page.locator(TEXT))
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "a.png", { type: "image/png" }));
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".rt__text").dispatchEvent(event);
        }"""
    )
    expect(page.get_by_role("status").filter(has_text="picture")).to_contain_text("Use Insert, Picture.")


def test_tab_goes_on_and_leaves_a_list_after_escape(open_text):
    page = open_text([node("bulletList", li(p("a")), li(p("b"))), p("c")])
    click(page, page.locator(f"{TEXT} > p"))
    page.keyboard.press("Tab")
    expect(page.locator(TEXT)).not_to_be_focused()
    click(page, page.locator(TEXT).get_by_text("b", exact=True))
    page.keyboard.press("Tab")
    expect(page.locator(f"{TEXT} ul ul")).to_have_count(1)
    expect(page.get_by_text("press Escape, then Tab")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(TEXT)).not_to_be_focused()


def test_tab_goes_from_cell_to_cell_and_leaves_a_table_after_escape(open_text):
    page = open_text([node("table", node("tableRow", cell("a"), cell("b")))])
    click(page, page.locator(TEXT).get_by_text("a", exact=True))
    page.keyboard.press("Tab")
    page.keyboard.type("!")
    expect(page.locator(f"{TEXT} td").nth(1)).to_contain_text("!")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("toolbar").locator(":focus")).to_have_count(1)


def test_the_toolbar_is_one_stop_with_arrow_keys_inside(open_text):
    page = open_text(words("a"))
    click(page, page.locator(TEXT))
    page.keyboard.press("Alt+F10")
    expect(tool(page, "Paragraph style")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tool(page, "Redo")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(page.locator(TEXT)).to_be_focused()
    assert page.locator(".rt__tools [tabindex='0']").count() == 1


def test_a_menu_is_used_by_keys_alone(open_text):
    page = open_text(words("a"))
    select_all(page)
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Paragraph")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tool(page, "Paragraph style")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_be_focused()
    assert save(page) == [h(2, "a")]


def test_alt_and_arrows_are_left_to_the_list(open_text):
    page = open_text(words("a"))
    page.evaluate("addEventListener('keydown', (event) => { window.seen = [event.key, event.defaultPrevented]; })")
    click(page, page.locator(TEXT))
    page.keyboard.press("Alt+ArrowUp")
    assert page.evaluate("window.seen") == ["ArrowUp", False]


def test_the_label_leads_into_the_text(open_text):
    page = open_text(words("a"))
    page.locator("label", has_text="Text").click()
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    expect(page.get_by_role("textbox", name="Text")).to_have_attribute("aria-multiline", "true")


def test_a_click_below_a_last_table_starts_a_paragraph(open_text):
    page = open_text([TABLE])
    box = page.locator(TEXT).bounding_box()
    page.mouse.click(box["x"] + 40, box["y"] + box["height"] - 8)
    page.wait_for_timeout(100)  # as above
    page.keyboard.type("below")
    assert save(page) == [TABLE, p("below")]


def test_answers_in_rows_have_editors_of_their_own(open_text):
    data = {"questions": [{"id": "q1", "question": "Why?", "answer": words("a")}]}
    page = open_text(None, "faq", data)
    write_at_the_end(page)
    assert save(page, "questions") == [{"id": "q1", "question": "Why?", "answer": words("a!")}]


def test_a_new_row_has_an_editor_of_its_own(open_text):
    data = {"questions": [{"id": "q1", "question": "Why?", "answer": words("a")}]}
    page = open_text(None, "faq", data)
    page.get_by_role("button", name="Add a row").click()
    page.get_by_label("Question", exact=True).last.fill("How?")
    click(page, page.locator(TEXT).last)
    page.keyboard.type("b")
    assert [(row["question"], row["answer"]) for row in save(page, "questions")] == [
        ("Why?", words("a")),
        ("How?", words("b")),
    ]


def test_in_its_card_it_gets_the_focus_and_is_saved_by_itself(visit, signed_in):
    section = factories.add_section(factories.InsightFactory(), "text", {"body": words("a")}, uid="one")
    page = visit(reverse("admin:insights_insight_change", args=[section.insight_id]), cookies=signed_in)
    page.wait_for_load_state("networkidle")
    asked = 'new CustomEvent("builder:show", { detail: { uid: "one", field: "body" } })'
    page.evaluate(f"document.dispatchEvent({asked})")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_focused()
    write_at_the_end(page)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Saved "))
    page.goto("about:blank")
    section.refresh_from_db()
    assert section.data["body"] == words("a!")


def test_an_editor_starts_in_what_arrives_later(open_text):
    page = open_text(words("a"))
    page.evaluate(
        """() => {
            const form = document.querySelector(".section-form");
            const twin = document.querySelector("[data-field=body]").cloneNode(true);
            twin.querySelectorAll(".rt__tools, .rt__area, .rt__hint").forEach((part) => part.remove());
            twin.querySelector(".rt").dataset.richtext = "";
            twin.querySelectorAll("[name]").forEach((each) => { each.name = each.name.replace("body", "other"); });
            form.querySelector("fieldset").append(twin);
            twin.dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
            twin.dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
        }"""
    )
    expect(page.get_by_role("toolbar")).to_have_count(2)
    click(page, page.locator(TEXT).nth(1))
    page.keyboard.type("b")
    assert json.loads(page.locator("[name=other-json]").input_value())[0]["type"] == "paragraph"


def test_what_the_editor_cannot_show_stays_html_and_says_so(open_text):
    page = open_text(words("a"))
    page.evaluate(
        """() => {
            const field = document.querySelector("[data-richtext]");
            const twin = field.cloneNode(true);
            twin.querySelectorAll(".rt__tools, .rt__area, .rt__hint").forEach((part) => part.remove());
            const data = JSON.parse(twin.querySelector("script").textContent);
            data.nodes.push({ type: "paragraph", attrs: { unheard: "of" } });
            twin.querySelector("script").textContent = JSON.stringify(data);
            twin.dataset.richtext = "";
            field.replaceWith(twin);
            twin.dispatchEvent(new CustomEvent("builder:arrived", { bubbles: true }));
        }"""
    )
    expect(page.get_by_text("cannot be shown in the editor")).to_be_visible()
    page.locator("textarea[name=body]").fill("<p>By hand</p>")
    assert save(page) == words("By hand")


def test_a_refused_text_is_still_in_the_editor(open_text):
    page = open_text([p(text("a", link("/x")))])
    page.locator("[data-richtext] script").evaluate("(script) => script.remove()")
    page.evaluate(
        """() => {
            const json = document.querySelector("[name=body-json]");
            json.disabled = false;
            json.value = '[{"type":"paragraph","content":[{"type":"text","text":"typed","marks":[{"type":"link","attrs":{"href":"ftp://x"}}]}]}]';
        }"""
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Everything you typed is still here")
    expect(page.locator(TEXT)).to_have_text("typed")
    expect(page.locator(TEXT)).to_have_attribute("aria-invalid", "true")
    click(page, page.locator(f"{TEXT} a"))
    tool(page, "Link").click()
    page.get_by_label("Address").fill("/fine/")
    page.keyboard.press("Enter")
    assert save(page) == [p(text("typed", link("/fine/")))]


def test_without_script_it_is_a_textarea_of_html(open_text):
    page = open_text(words("a"), java_script_enabled=False)
    page.get_by_label("Text", exact=True).fill("<p>b</p>")
    assert save(page) == words("b")


def test_those_who_may_only_read_cannot_type(open_text, signed_in):
    user = factories.get_user_model().objects.get()
    user.is_superuser = False
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename="view_insight"))
    page = open_text([*BLOCKS.values(), p("a")])
    expect(page.locator(TEXT)).to_have_attribute("contenteditable", "false")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    assert violations(page, ".section-form") == []


def test_the_module_is_fetched_only_for_a_rich_text(visit, signed_in):
    home = factories.InsightFactory()
    factories.add_section(home, "quote", uid="one")
    page = visit(reverse("admin:insights_section_edit", args=[home.pk, "one"]), cookies=signed_in)
    page.wait_for_load_state("networkidle")
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(({ name }) => /prose_editor\\/editor.*js/.test(name))"
    )


def test_it_suits_axe_a_phone_and_a_finger(open_text):
    page = open_text([*BLOCKS.values(), *INLINE.values(), *OTHERS.values()])
    click(page, page.locator(f"{TEXT} td p").first)
    for look in looks(page):
        assert violations(page, ".section-form") == [], look
        tool(page, "Format").click()
        assert violations(page, ".section-form") == [], look
        page.keyboard.press("Escape")
    assert not scrolls_sideways(page)
    assert small_controls(page, ".rt__tools", 44) == []


def test_the_toolbar_stays_in_view_while_a_long_text_scrolls(open_text):
    page = open_text([p("a") for _ in range(80)])
    page.locator(f"{TEXT} > p").nth(60).scroll_into_view_if_needed()
    expect(page.get_by_role("toolbar")).to_be_in_viewport(ratio=1)
