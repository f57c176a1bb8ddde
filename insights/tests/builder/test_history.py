"""Undo and redo of everything that happens to a list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.builder import operations
from insights.builder.history import redo, undo
from insights.builder.models import DeletedSection, ListChange
from insights.builder.order import merged_order
from insights.sections.base import Section
from insights.tests import factories

pytestmark = pytest.mark.django_db
OPERATIONS = {
    "move": lambda home, by: operations.move_sections(home.pk, ["a"], to=2, by=by),
    "switch": lambda home, by: operations.switch_sections(home.pk, ["b"], on=False, by=by),
    "delete": lambda home, by: operations.delete_sections(home.pk, ["a", "c"], by=by),
    "duplicate": lambda home, by: operations.duplicate_sections(home.pk, ["b"], by=by),
    "add": lambda home, by: operations.add_section(home.pk, "text", by=by),
}


@pytest.fixture
def home():
    insight = factories.InsightFactory()
    for uid in "abc":
        factories.add_section(insight, "quote", {"quote": uid}, uid=uid)
    return insight


@pytest.fixture
def by():
    return factories.admin_user()


def listed(insight):
    return list(insight.sections.values_list("uid", "position", "enabled", "data"))


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_undone_and_done_again_exactly(home, by, name):
    before = listed(home)
    OPERATIONS[name](home, by)
    after = listed(home)
    assert undo(home.pk, by)
    assert listed(home) == before
    assert redo(home.pk, by)
    assert listed(home) == after


def test_several_operations_are_undone_one_after_another(home, by):
    states = [listed(home)]
    for operation in OPERATIONS.values():
        operation(home, by)
        states.append(listed(home))
    for state in reversed(states[:-1]):
        undo(home.pk, by)
        assert listed(home) == state
    assert undo(home.pk, by) is None


def test_a_new_operation_ends_what_could_be_done_again(home, by):
    OPERATIONS["move"](home, by)
    undo(home.pk, by)
    OPERATIONS["switch"](home, by)
    assert redo(home.pk, by) is None


def test_undo_takes_back_only_one_s_own_operations_and_keeps_the_others(home, by):
    OPERATIONS["delete"](home, by)
    other = factories.admin_user()
    new = operations.add_section(home.pk, "text", by=other).new[0]
    undo(home.pk, by)
    assert sorted(uid for uid, *_ in listed(home)) == sorted(["a", "b", "c", new.uid])
    assert [place for _uid, place, *_ in listed(home)] == [0, 1, 2, 3]


def test_what_changes_nothing_is_not_remembered(home, by):
    operations.move_sections(home.pk, ["a"], to=0, by=by)
    assert not ListChange.objects.exists()


def test_a_deleted_section_can_be_brought_back_for_thirty_days(home, by):
    operations.delete_sections(home.pk, ["b"], by=by)
    section = operations.restore_section(home.pk, "b", by=by).new[0]
    assert section.data == {"quote": "b"}
    assert [uid for uid, *_ in listed(home)] == ["a", "c", "b"]
    operations.delete_sections(home.pk, ["b"], by=by)
    DeletedSection.objects.update(made_at=timezone.now() - timedelta(days=31))
    operations.delete_sections(home.pk, ["c"], by=by)
    with pytest.raises(Section.DoesNotExist):
        operations.restore_section(home.pk, "b", by=by)


def test_undo_leaves_alone_what_others_moved_since(home, by):
    operations.switch_sections(home.pk, ["a"], on=False, by=by)
    operations.move_sections(home.pk, ["c"], to=0, by=factories.admin_user())
    undo(home.pk, by)
    assert [(uid, on) for uid, _place, on, _data in listed(home)] == [("c", True), ("a", True), ("b", True)]


def test_undoing_a_move_puts_the_section_back_behind_its_neighbour(home, by):
    operations.move_sections(home.pk, ["a"], to=2, by=by)
    operations.move_sections(home.pk, ["c"], to=0, by=factories.admin_user())
    undo(home.pk, by)
    assert [uid for uid, *_ in listed(home)] == ["a", "c", "b"]


@pytest.mark.parametrize("how", ["restore", "delete", "undo"])
def test_a_deleted_section_that_an_import_brought_back_is_in_nobody_s_way(home, by, how):
    operations.delete_sections(home.pk, ["b"], by=by)
    factories.add_section(home, "quote", {"quote": "newer"}, uid="b")
    if how == "restore":
        assert operations.restore_section(home.pk, "b", by=by).new[0].data == {"quote": "b"}
    elif how == "delete":
        operations.delete_sections(home.pk, ["b"], by=by)
        assert DeletedSection.objects.get().data == {"quote": "newer"}
    else:
        undo(home.pk, by)
        assert home.sections.get(uid="b").data == {"quote": "newer"}
    assert [place for _uid, place, *_ in listed(home)] == list(range(home.sections.count()))


@pytest.mark.parametrize(
    ("wanted", "present", "merged"),
    [("abc", "cba", "abc"), ("abc", "axbc", "axbc"), ("cab", "xabc", "xcab"), ("", "ab", "ab"), ("abc", "b", "b")],
)
def test_others_keep_their_neighbours_when_an_order_returns(wanted, present, merged):
    assert "".join(merged_order(wanted, present)) == merged


@pytest.mark.parametrize("count", [0, 60])
@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_cost_the_same_whatever_the_length(home, by, name, count, django_assert_max_num_queries):
    for number in range(count):
        factories.add_section(home, "quote", uid=f"x{number}")
    with django_assert_max_num_queries(16):
        OPERATIONS[name](home, by)
