"""Fields of sections as a form shows them, and those that point at something."""

import lxml.html
import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from insights.sections.kind import (
    CategoryField,
    ImageField,
    InsightsField,
    LinkField,
    RowsField,
    SectionForm,
    TextField,
)
from insights.tests.factories import CategoryFactory, InsightFactory, make_picture

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000001"


class RowForm(SectionForm):
    url = LinkField(label="Address", required=False)
    words = TextField(label="Words", required=False, suggestions=[("a", "First"), ("b", "Second")])


class Form(SectionForm):
    which = TextField(required=False)
    topic = CategoryField(required=False, shown_when={"which": ("topic", "any")})
    picture = ImageField(help_text="Large.")
    more = InsightsField(required=False)
    rows = RowsField(RowForm, max_rows=3)


def shown(form, name):
    """A field as the page prints it, without its templates, which lxml takes for ordinary elements."""
    field = lxml.html.fromstring(render_to_string("insights/builder/field.html", {"field": form[name]}))
    for template in field.cssselect("template"):
        template.drop_tree()
    return field


def posted(**values):
    data = QueryDict(mutable=True)
    data.update(values)
    return Form(data, initial={}, auto_id="id_uid_%s")


def test_a_field_stands_at_its_path_with_an_empty_place_for_errors():
    field = shown(Form(auto_id="id_uid_%s"), "picture")
    (place,) = field.cssselect("[data-errors=picture]")
    assert field.get("data-field") == "picture"
    assert field.cssselect("input[name=picture]")[0].get("aria-describedby").split() == [
        "id_uid_picture_helptext",
        place.get("id"),
    ]
    assert place.text_content() == ""


def test_an_error_stands_at_its_field_which_says_that_it_is_wrong():
    field = shown(posted(picture="../../etc/passwd"), "picture")
    assert field.cssselect("[data-errors=picture] li")[0].text == "This is not the path of an image."
    assert field.cssselect("[name=picture]")[0].get("aria-invalid") == "true"
    assert field.cssselect("[name=picture]")[0].get("value") == "../../etc/passwd"


def test_a_row_s_error_stands_in_the_row_by_the_path_that_problems_name():
    values = {"rows-rows": "2", "rows-0-id": "a", "rows-1-id": "b", "rows-1-url": "javascript:x", "rows-1-order": "1"}
    form = posted(**values)
    (problem,) = form.problems()
    field = shown(form, "rows")
    assert problem.path == "rows[1].url"
    assert field.cssselect(f"[data-errors='{problem.path}'] li")[0].text == problem.message
    assert field.cssselect("[data-errors='rows'] li") == []


def test_an_error_of_the_list_stands_at_the_list():
    values = {"rows-rows": "4"} | {f"rows-{n}-id": f"r{n}" for n in range(4)}
    assert shown(posted(**values), "rows").cssselect("[data-errors='rows'] li")[0].text == "At most 3 rows."


def test_a_field_tells_when_it_matters():
    form = Form()
    assert shown(form, "topic").get("data-shown-when") == '{"which": ["topic", "any"]}'
    assert shown(form, "which").get("data-shown-when") is None


def test_suggestions_are_a_list_of_the_field_s_own():
    row = RowForm(prefix="rows-0", auto_id="id_uid_%s")
    field = shown(row, "words")
    (options,) = field.cssselect("datalist")
    assert field.cssselect("input")[0].get("list") == options.get("id") == "id_uid_rows-0-words_list"
    assert [(each.get("value"), each.text) for each in options] == [("a", "First"), ("b", "Second")]


def test_an_image_is_shown_with_what_is_known_of_it(django_assert_num_queries):
    image = make_picture(path="image/a.jpg", alt="Two stones")
    with django_assert_num_queries(1):
        field = shown(Form(initial={"picture": "image/a.jpg"}), "picture")
    assert field.cssselect("[data-pick]")[0].get("data-state") == "there"
    assert field.cssselect("img")[0].get("src") == image.url
    assert "40 × 30" in field.text_content()
    assert "Two stones" in field.text_content()


@pytest.mark.parametrize(("path", "state"), [("image/nowhere.jpg", "missing"), ("a\x00b", "missing"), ("", "empty")])
def test_an_image_without_a_file_says_so(path, state):
    assert shown(Form(initial={"picture": path}), "picture").cssselect("[data-pick]")[0].get("data-state") == state


def test_chosen_insights_are_named_in_their_order_in_one_query(django_assert_num_queries):
    one, two = InsightFactory(title="One"), InsightFactory(title="Two")
    form = Form(initial={"more": [str(two.pk), UNKNOWN, str(one.pk)]})
    with django_assert_num_queries(1):
        field = shown(form, "more")
    assert [each.text for each in field.cssselect("li [data-choice-label]")] == ["Two", "Not found", "One"]
    assert field.cssselect("textarea")[0].text.split() == form.initial["more"]


def test_what_is_no_id_is_shown_beside_its_error():
    field = shown(posted(more=f"{UNKNOWN} rubbish\x00"), "more")
    assert "rubbish" in field.cssselect("li")[1].text_content()
    assert "not an insight's id" in field.cssselect("[data-errors=more] li")[0].text


def test_a_topic_is_named_and_an_unknown_one_says_so_and_stays():
    CategoryFactory(name="Growth", slug="growth")
    assert shown(Form(initial={"topic": "growth"}), "topic").cssselect("[role=combobox]")[0].get("value") == "Growth"
    unknown = shown(Form(initial={"topic": "unheard-of"}), "topic")
    assert unknown.cssselect("[name=topic]")[0].get("value") == "unheard-of"
    assert "There is no such topic." in unknown.text_content()
    assert Form({"topic": "unheard-of"}, partial=True).stored()["topic"] == "unheard-of"


def test_a_topic_of_odd_characters_is_no_topic():
    assert "no such topic" in shown(posted(topic="a\x00b"), "topic").text_content()


def test_widgets_work_in_a_plain_form_too():
    class Plain(forms.Form):
        more = InsightsField(required=False)

    assert "<textarea" in str(Plain()["more"])
