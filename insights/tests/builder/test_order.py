"""Orders of sections, as lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.builder.order import index_after, moved, shifts, stepped, steps

ORDERS = st.lists(st.sampled_from("abcdefghij"), unique=True)


def follow(have, removed, placed):
    """What somebody who follows the steps ends with."""
    order = [uid for uid in have if uid not in removed]
    for uid, behind in placed:
        order = [other for other in order if other != uid]
        order.insert(order.index(behind) + 1 if behind else 0, uid)
    return order


@given(ORDERS, ORDERS)
def test_steps_lead_from_any_list_to_any_other(have, want):
    assert follow(have, *steps(have, want)) == want


@pytest.mark.parametrize(
    ("have", "want", "count"), [("abcde", "bcdea", 1), ("abcde", "eabcd", 1), ("abc", "abc", 0), ("abc", "abxc", 1)]
)
def test_steps_are_as_few_as_can_be(have, want, count):
    assert len(steps(have, want)[1]) == count


@given(ORDERS, st.data())
def test_shifts_put_every_section_at_its_place(order, data):
    want = data.draw(st.permutations(order))
    places = {uid: place * 2 for place, uid in enumerate(order)}
    for uid, place in places.items():
        runs = [run for run in shifts(places, want) if run.first <= place <= run.last]
        assert place + sum(run.by for run in runs) == want.index(uid)


@pytest.mark.parametrize(("want", "runs"), [("bcda", 2), ("abcd", 0), ("dabc", 2), ("acbd", 2)])
def test_a_move_takes_two_shifts_whatever_the_length(want, runs):
    assert len(shifts({uid: place for place, uid in enumerate("abcd")}, list(want))) == runs


@given(ORDERS.filter(bool), st.data())
def test_moving_loses_nothing(order, data):
    block = data.draw(st.lists(st.sampled_from(order), unique=True, min_size=1))
    to = data.draw(st.sampled_from([*order, "", "gone"]) | st.integers(-1, 12))
    assert sorted(moved(order, block, to)) == sorted(stepped(order, block, 1)) == sorted(order)


def test_behind_nothing_is_the_top_and_behind_what_has_gone_the_end():
    assert [index_after(list("abc"), uid) for uid in ("", "a", "c", "gone", None)] == [0, 1, 3, 3, 3]
