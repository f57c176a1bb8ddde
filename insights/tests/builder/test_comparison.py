"""Two texts compared in words."""

import pytest

from insights.builder.comparison import compare, left_out
from insights.tests.factories import heading, words
from insights.tests.richtext.documents import link, node, p, text


def test_equal_texts_have_no_change():
    body = [heading("A"), *words("one two")]
    found = compare(body, body)
    assert (found.same_words, found.words, found.changes) == (True, 3, [])


def test_words_that_come_and_go_are_counted_and_named():
    found = compare(words("one two two"), words("one three"))
    assert (found.same_words, found.added, found.removed) == (False, 1, 2)
    assert (found.coming, found.going) == ("three", "two two")


def test_words_in_another_order_are_not_the_same():
    found = compare(words("one two"), words("two one"))
    assert (found.same_words, found.added, found.removed) == (False, 0, 0)


def test_structure_is_compared_by_its_parts():
    before = [heading("A"), p(text("b", link("/x")))]
    found = compare(before, words("A") + words("b"))
    assert {(str(change.label), change.before, change.after) for change in found.changes} == {
        ("headings", 1, 0),
        ("paragraphs", 1, 2),
        ("linked passages", 1, 0),
    }
    assert found.same_words


def test_long_texts_are_named_by_their_beginning():
    assert compare([], words("a " * 100)).coming.endswith(" …")


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("<p>a</p><script>x</script>", (["1 × <script>"], [], 0, 0, 0)),
        ("<p><span class=a>a</span> <font>b</font></p>", ([], ["1 × <span>", "1 × <font>"], 0, 0, 1)),
        ('<img src="https://e.org/a.png"><img src="image/a.jpg">', ([], [], 1, 0, 0)),
        ('<a href="javascript:x">a</a> <a href="/b">b</a> <a href="statamic://entry::1">c</a>', ([], [], 0, 1, 0)),
        ("# Words\n\nand *more*", ([], [], 0, 0, 0)),
        ("", ([], [], 0, 0, 0)),
    ],
)
def test_what_stays_behind_in_a_source_is_told(source, left):
    found = left_out(source)
    assert found == left
    assert found.is_something is any(left)


def test_an_opaque_block_is_no_word():
    assert compare([node("set", id="x")], []).same_words
