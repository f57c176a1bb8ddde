"""Plain words, their number, and the time to read them."""

import time

import pytest

from insights.richtext import count_words, plain_text, reading_minutes
from insights.tests.richtext.documents import BOLD, h, nested, node, p, shared_section, text


def test_blocks_are_lines_and_marks_part_no_word():
    items = node("bulletList", node("listItem", p("three")), node("listItem", p("four")))
    assert plain_text([h(2, "One"), p("tw", text("o", BOLD)), items]) == "One\ntwo\nthree\nfour"


def test_a_break_in_a_paragraph_is_a_line_too():
    assert plain_text([p("a", node("hardBreak"), "b")]) == "a\nb"


def test_sets_and_empty_blocks_say_nothing():
    assert plain_text([p(), node("set", values={"a": "secret"}), p("x"), p(" ")]) == "x"


@pytest.mark.parametrize(
    "stored", [None, 3, [None, 3], [{"type": []}], [p("") | {"content": "x"}], [{"type": "text", "text": 3}]]
)
def test_junk_says_nothing(stored):
    assert plain_text(stored) == ""


def test_depth_and_length_do_not_matter():
    assert plain_text(nested(10_000)) == ""
    start = time.process_time()
    plain_text([p("&lt;" * 25_000), *[p("</p>")] * 25_000])
    assert time.process_time() - start < 0.5, "the bound is 50 ms on a quiet machine"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("one two", 2),
        ("it’s well-known", 2),
        ("naïve café", 2),
        ("学習する", 4),
        ("a 学", 2),
        ("– & …", 0),
        ("3 5", 2),
    ],
)
def test_words_are_counted_in_any_script(words, count):
    assert count_words(words) == count


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (220, 1), (221, 2), (2000, 10)])
def test_reading_time_is_rounded_up(words, minutes):
    assert reading_minutes(words) == minutes


def test_the_shared_article_has_its_words():
    assert count_words(plain_text(shared_section()["article_detail"])) > 500
