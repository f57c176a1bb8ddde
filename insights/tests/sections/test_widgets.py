"""Rows of small forms: what they print and what they read."""

import lxml.html
import pytest
from django.http import QueryDict

from insights.sections.kind import LinkField, RowsField, SectionForm, TextField


class RowForm(SectionForm):
    url = LinkField(required=False)
    words = TextField(required=False)


class Form(SectionForm):
    rows = RowsField(RowForm, max_rows=5)


STORED = [{"id": "a", "url": "https://a.example", "words": "A"}, {"id": "b", "url": "", "words": "B"}]


def printed(rows=(), uid="uid"):
    return lxml.html.fromstring(f"<form>{Form(initial={'rows': list(rows)}, auto_id=f'id_{uid}_%s')['rows']}</form>")


def read(**values):
    """The rows that these controls mean."""
    data = {"rows-rows": "9"} | {f"rows-{name.replace('_', '-')}": value for name, value in values.items()}
    return Form.base_fields["rows"].widget.value_from_datadict(data, {}, "rows")


def sent(page):
    """What a browser sends of a page: nothing of a template, which lxml takes for an ordinary element."""
    for template in page.cssselect("template"):
        template.drop_tree()
    return {name: value or "" for name, value in page.form_values()}


def test_rows_are_read_as_they_were_printed():
    data = QueryDict(mutable=True)
    data.update(sent(printed(STORED)))
    assert Form(data, initial={"rows": STORED}).stored() == {"rows": STORED}


def test_rows_stand_in_the_order_that_was_typed():
    rows = read(**{"0_id": "a", "0_order": "3", "1_id": "b", "1_order": "2", "2_id": "c", "2_order": "x"})
    assert [row["id"] for row in rows] == ["c", "b", "a"]


def test_a_row_goes_when_it_was_deleted_or_never_filled_in():
    rows = read(**{"0_id": "a", "0_delete": "1", "1_words": "new", "2_id": "", "2_words": "", "3_order": "3"})
    assert rows == [{"id": "", "url": None, "words": "new"}]


def test_a_row_with_an_id_stays_while_it_is_empty():
    assert [row["id"] for row in read(**{"4_id": "a", "4_words": ""})] == ["a"]


def test_gaps_in_the_numbers_are_no_rows():
    assert [row["id"] for row in read(**{"1_id": "a", "7_id": "b"})] == ["a", "b"]


@pytest.mark.parametrize("count", ["", "-1", "x", "9" * 30, "99999"])
def test_a_made_up_count_is_no_error(count):
    assert Form({"rows-rows": count}).fields["rows"].widget.value_from_datadict({"rows-rows": count}, {}, "rows") == []


def test_json_is_the_list_itself():
    assert Form.base_fields["rows"].widget.value_from_datadict({"rows": STORED}, {}, "rows") is STORED


def test_what_a_row_s_form_does_not_know_comes_back_with_a_row_that_was_removed_and_brought_back():
    values = sent(printed([{"id": "a", "title": "kept", "words": "A"}]))
    (row,) = Form.base_fields["rows"].widget.value_from_datadict(values, {}, "rows")
    assert row["title"] == "kept"
    assert Form.base_fields["rows"].to_data([row], [])[0]["title"] == "kept"


@pytest.mark.parametrize("rest", ["", "x", '{"title": "forged"}', "eyJ0aXRsZSI6ICJmb3JnZWQifQ:x"])
def test_what_we_did_not_print_is_ignored(rest):
    (row,) = read(**{"0_id": "a", "0_rest": rest})
    assert row.keys() == {"id", "url", "words"}


def test_ids_differ_between_two_open_forms():
    one, two = ({each.get("id") for each in printed(STORED, uid).cssselect("[id]")} for uid in ("one", "two"))
    assert one
    assert not one & two


def test_every_label_and_description_finds_its_control():
    page = printed(STORED)
    ids = [each.get("id") for each in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    assert all(label.get("for") in ids for label in page.cssselect("label[for]"))


def test_a_blank_row_waits_in_a_template_with_a_number_to_fill_in():
    (blank,) = printed(STORED).cssselect("template")
    names = {each.get("name") for each in blank.cssselect("[name]")}
    assert names >= {"rows-__row__-id", "rows-__row__-url", "rows-__row__-order"}
    assert blank.cssselect("[data-field='rows[__row__].url']")


def test_what_was_typed_is_shown_again_beside_its_error():
    form = Form({"rows": [{"id": "a", "url": "javascript:x", "words": "typed"}]})
    page = lxml.html.fromstring(str(form["rows"]))
    assert page.cssselect("[name=rows-0-url]")[0].get("value") == "javascript:x"
    assert page.cssselect("[name=rows-0-url]")[0].get("aria-invalid") == "true"
    assert page.cssselect("[data-errors='rows[0].url'] li")
