"""The rich-text field: HTML without script, nodes as JSON with it."""

import json

import lxml.html
import pytest
from django.http import QueryDict

from insights.richtext import MAX_BYTES, MAX_DEPTH
from insights.sections.kind import RichTextField, RowsField, SectionForm
from insights.tests import factories
from insights.tests.factories import words
from insights.tests.richtext.documents import link, nested, node, p, text

pytestmark = pytest.mark.django_db


class Row(SectionForm):
    answer = RichTextField(label="Answer")


class Form(SectionForm):
    body = RichTextField(label="Text", required=False)
    rows = RowsField(Row, label="Rows")


def posted(initial=None, **values):
    data = QueryDict(mutable=True)
    data.update({name.replace("_", "-"): value for name, value in values.items()})
    return Form(data, initial=initial or {}, partial=True)


def printed(form, name="body"):
    return lxml.html.fromstring(str(form[name]))


def told(form, name="body"):
    """What the script of a field reads."""
    return json.loads(printed(form, name).cssselect("script")[0].text)


def test_json_of_nodes_is_stored_as_it_is():
    body = [p(text("a", link("/x", title="t")), textAlign="center"), node("set", id="x", values={"a": None})]
    assert posted(body_json=json.dumps(body)).stored() == {"body": body}


def test_nodes_win_over_html_and_html_counts_without_them():
    assert posted(body="<p>old</p>", body_json=json.dumps(words("new"))).stored() == {"body": words("new")}
    assert posted(body="<p>old</p>").stored() == {"body": words("old")}


@pytest.mark.parametrize("nothing", ["", "[]", " [ ] ".replace(" ", "")])
def test_an_emptied_text_is_empty(nothing):
    assert posted({"body": words("a")}, body_json=nothing).stored() == {"body": []}


def test_blocks_nobody_touched_stay_to_the_letter():
    first = {"type": "paragraph", "attrs": {"textAlign": None}, "content": [{"text": "a", "type": "text"}]}
    form = posted({"body": [first, p("b")]}, body_json=json.dumps([p("a"), p("B")]))
    assert json.dumps(form.stored()["body"]) == json.dumps([first, p("B")])


BAD = {
    "no JSON": "[{",
    "no list": '{"type": "paragraph"}',
    "NaN": '[{"type": "heading", "attrs": {"level": NaN}}]',
    "endless brackets": "[" * 100_000,
    "too deep": json.dumps(nested(MAX_DEPTH + 1)),
    "too large": json.dumps(words("x" * (MAX_BYTES + 1))),
    "an unsafe link": json.dumps([p(text("a", link("javascript:alert(1)")))]),
    "an unknown node": '[{"type": "script"}]',
    "half a surrogate": '[{"type": "paragraph", "content": [{"type": "text", "text": "\\ud800"}]}]',
    "a remote image": '[{"type": "image", "attrs": {"src": "https://example.org/a.png"}}]',
    "numbers": "[1, null]",
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_cannot_be_stored_is_refused_at_the_field_and_shown_again(bad):
    form = posted(body_json=bad)
    assert [*form.errors] == ["body"]
    assert printed(form).cssselect("textarea")


def test_a_refused_text_comes_back_as_it_was_typed():
    typed = [p(text("a", link("javascript:alert(1)")))]
    form = posted(body_json=json.dumps(typed))
    assert told(form)["nodes"] == typed
    assert "data-edited" in printed(form).attrib
    assert "javascript" not in printed(form).cssselect("textarea")[0].text


def test_json_that_cannot_be_read_at_all_stays_on_the_screen():
    assert printed(posted(body_json='[{"type": "par')).cssselect("textarea")[0].text.strip() == '[{"type": "par'


def test_html_that_comes_back_is_shown_in_the_editor_too():
    form = posted(body="<p>typed</p>\r\n<p>without script</p>")
    assert told(form)["nodes"] == [*words("typed"), *words("without script")]
    assert "data-edited" not in printed(form).attrib


def test_a_text_is_shown_as_html_and_as_nodes():
    body = words("</script><b>")
    form = Form(initial={"body": body})
    assert told(form)["nodes"] == body
    assert printed(form).cssselect("textarea")[0].text.strip() == "<p>&lt;/script&gt;&lt;b&gt;</p>"
    assert "disabled" in printed(form).cssselect("[name=body-json]")[0].attrib


def test_pictures_that_are_there_come_with_their_address(settings):
    image = factories.make_picture(path="image/a.jpg")
    body = [node("image", src="asset::main::image/a.jpg"), p(node("image", src="image/gone.jpg"))]
    assert told(Form(initial={"body": body}))["pictures"] == {"image/a.jpg": image.url}


def test_a_text_without_pictures_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        told(Form(initial={"body": words("a")}))


def test_rows_take_nodes_too_and_an_untouched_blank_row_is_none():
    form = posted(rows_rows="2", **{"rows-0-id": "r1", "rows-0-answer-json": json.dumps(words("a")), "rows-1-id": ""})
    assert form.stored()["rows"] == [{"id": "r1", "answer": words("a")}]


def test_a_new_row_whose_text_was_typed_and_taken_back_is_none():
    assert posted(rows_rows="1", **{"rows-0-id": "", "rows-0-answer-json": "[]"}).stored().get("rows", []) == []


def test_a_refused_text_in_a_row_comes_back_as_it_was_typed():
    typed = [p(text("a", link("javascript:alert(1)")))]
    form = posted(rows_rows="1", **{"rows-0-id": "r1", "rows-0-answer-json": json.dumps(typed)})
    assert "rows" in form.errors
    assert json.loads(printed(form, "rows").cssselect("[data-edited] script")[0].text)["nodes"] == typed


def test_stored_data_cannot_pass_for_a_post():
    form = Form({"body": words("a"), "body-json": "[]"}, partial=True)
    assert form.stored()["body"] == words("a")
