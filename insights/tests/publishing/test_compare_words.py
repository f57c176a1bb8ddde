"""Words that came and went, found in bounded time and printed without harm."""

import pytest

from insights.publishing.compare_words import Effort, marked, steps

A_LOT = 10**9


def diff(before, after, pairs=A_LOT):
    return str(marked(before, after, Effort(pairs)))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Meet on Monday.", "Meet on Friday.", "Meet on <del>Monday</del><ins>Friday</ins>."),
        ("One two", "One two three", "One two <ins>three</ins>"),
        ("", "New", "<ins>New</ins>"),
        ("Old", "", "<del>Old</del>"),
        ("One two", "One  two", "One  two"),
        ("It’s well-made.", "It’s ill-made.", "It’s <del>well-made</del><ins>ill-made</ins>."),
        ("導師は人", "導師の人", "導師<del>は</del><ins>の</ins>人"),
    ],
)
def test_only_the_words_that_differ_are_marked(before, after, shown):
    assert diff(before, after) == shown


def test_a_text_that_has_little_left_of_it_is_shown_as_replaced():
    assert diff("Listen to them first.", "Nobody knew. Why?") == (
        "<del>Listen to them first.</del> <ins>Nobody knew. Why?</ins>"
    )


def test_markup_is_text():
    for text in (diff("", "<script>"), diff("<script>", ""), diff("<i> a b c", "<i> a b d"), diff("<i>" * 9, "x")):
        assert "<script" not in text
        assert "<i>" not in text


def test_long_stretches_that_stay_are_shortened():
    long = " ".join(f"word{number}" for number in range(300))
    shown = diff(f"Old {long} end", f"New {long} end")
    assert shown.startswith("<del>Old</del><ins>New</ins> word0 ")
    assert "word29 … " in shown
    assert "word150" not in shown


def test_what_would_take_too_long_is_shown_as_replaced():
    before, after = "a b " * 2000, "b a c " * 2000
    assert diff(before, after, pairs=100_000).count("<del>") == 1


def test_effort_is_spent_once():
    effort = Effort(10)
    list(steps("abc", "xbz", effort))
    assert effort.left < 10
    assert [step.is_equal for step in steps("abcdefgh", "hgfedcba", effort)] == [False]
