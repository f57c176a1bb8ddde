"""What editors do to sections: saved at once, in order, without gaps."""

import pytest

from insights.builder.operations import (
    StaleError,
    add_section,
    delete_sections,
    duplicate_sections,
    edit_section,
    move_sections,
    step_sections,
    switch_sections,
)  # fmt: skip
from insights.content.models import Insight
from insights.sections.base import Reference, Section
from insights.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    insight = factories.InsightFactory()
    for uid in "abcd":
        factories.add_section(insight, "quote", uid=uid)
    return insight


def order(insight):
    return list(insight.sections.values_list("uid", "position"))


@pytest.mark.parametrize(
    ("uid", "to", "expected"), [("a", 2, "bcad"), ("d", 0, "dabc"), ("b", 99, "acdb"), ("c", 2, "abcd")]
)
def test_a_section_moves_to_a_place(home, uid, to, expected):
    move_sections(home.pk, [uid], to=to, by=None)
    assert order(home) == [(letter, place) for place, letter in enumerate(expected)]


@pytest.mark.parametrize(
    ("uids", "to", "expected"), [("ac", "d", "bdac"), ("bd", "", "bdac"), ("ad", 1, "badc"), ("cd", "c", "abcd")]
)
def test_several_sections_move_together_behind_another_or_to_a_place(home, uids, to, expected):
    move_sections(home.pk, list(uids), to=to, by=None)
    assert order(home) == [(letter, place) for place, letter in enumerate(expected)]


@pytest.mark.parametrize(
    ("uids", "up", "expected"),
    [("b", True, "bacd"), ("b", False, "acbd"), ("a", True, "abcd"), ("d", False, "abcd"), ("bc", False, "adbc")],
)
def test_sections_step_up_and_down_and_stay_inside_the_list(home, uids, up, expected):
    step_sections(home.pk, list(uids), up=up, by=None)
    assert "".join(uid for uid, _place in order(home)) == expected


def test_copies_stand_behind_the_last_of_their_originals(home):
    edit = duplicate_sections(home.pk, ["a", "c"], by=None)
    first, second = (section.uid for section in edit.new)
    assert [uid for uid, _place in order(home)] == ["a", "b", "c", first, second, "d"]


@pytest.mark.parametrize("count", [0, 100])
def test_a_move_costs_the_same_whatever_the_number_of_sections(home, count, django_assert_max_num_queries):
    for number in range(count):
        factories.add_section(home, "quote", uid=f"x{number}")
    with django_assert_max_num_queries(10):
        move_sections(home.pk, ["d"], to=0, by=None)


def test_a_new_section_is_empty_and_stands_where_it_was_put(home):
    section = add_section(home.pk, "text", by=None, after="a").new[0]
    assert order(home)[1] == (section.uid, 1)
    assert section.data == {}


def test_a_deleted_section_leaves_no_gap_and_versions_keep_theirs(home):
    version = factories.publish(home)
    delete_sections(home.pk, ["b"], by=None)
    assert order(home) == [("a", 0), ("c", 1), ("d", 2)]
    assert version.sections.count() == 4


def test_a_switch_hides_and_shows(home):
    switch_sections(home.pk, ["a"], on=False, by=None)
    assert not home.sections.get(uid="a").enabled
    switch_sections(home.pk, ["a"], on=True, by=None)
    assert home.sections.get(uid="a").enabled


def test_an_edit_is_stored_with_what_it_mentions(home):
    section = add_section(home.pk, "image", by=None).new[0]
    edit_section(home.pk, section.uid, {"image": "image/new.jpg"}, revision=section.revision, by=None)
    assert Reference.objects.get(section=section).image.path == "image/new.jpg"


def test_a_second_edit_of_what_somebody_else_saved_is_refused(home):
    edit_section(home.pk, "a", {"quote": "First"}, revision=1, by=None)
    with pytest.raises(StaleError) as caught:
        edit_section(home.pk, "a", {"quote": "Second"}, revision=1, by=None)
    assert caught.value.stored.data["quote"] == "First"


def test_saving_what_is_stored_changes_nothing(home):
    section = home.sections.get(uid="a")
    edit_section(home.pk, "a", section.data, revision=1, by=None)
    assert home.sections.get(uid="a").revision == 1
    assert Insight.objects.get(pk=home.pk).revision == home.revision


def test_every_change_is_counted_and_signed(home):
    user = factories.admin_user()
    move_sections(home.pk, ["a"], to=1, by=user)
    home.refresh_from_db()
    assert (home.revision, home.updated_by) == (2, user)


@pytest.mark.parametrize("operation", [move_sections, delete_sections, switch_sections, duplicate_sections])
def test_another_insight_s_section_is_out_of_reach(home, operation):
    other = factories.InsightFactory()
    values = {move_sections: {"to": 0}, switch_sections: {"on": False}}.get(operation, {})
    with pytest.raises(Section.DoesNotExist):
        operation(other.pk, ["a"], by=None, **values)
    assert len(order(home)) == 4
