"""What the editor is told of the schema, and how what it sends back is taken."""

import json

import pytest

from insights.richtext.editor import over, schema
from insights.richtext.schema import MARKS, NODES
from insights.tests.richtext.documents import h, link, node, p, text


def test_every_node_and_mark_is_told_with_all_its_attributes():
    told = schema()
    assert {name: {*kind.get("attrs", {})} for name, kind in told["nodes"].items()} == {
        name: set() if kind.opaque else {*kind.attrs} for name, kind in NODES.items()
    }
    assert {name: {*attrs} for name, attrs in told["marks"].items()} == {
        name: {*kind.attrs} for name, kind in MARKS.items()
    }


def test_numbers_come_with_their_bounds():
    heading, cell = (schema()["nodes"][name]["attrs"] for name in ("heading", "tableCell"))
    assert heading["level"] == {"default": 2, "min": 2, "max": 6}
    assert cell["colspan"] == {"default": 1, "min": 1, "max": 100}


def test_it_is_json():
    assert json.loads(json.dumps(schema()))["alignments"] == ["left", "center", "right", "justify", "start", "end"]


STORED = [
    {"content": [{"text": "a", "type": "text"}], "attrs": {"textAlign": None, "class": None}, "type": "paragraph"},
    node("orderedList", node("listItem", p("x")), start=1),
    h(3, "Left", textAlign="left"),
    node("set", id="x", values={"n": [None]}),
]
SENT = [p("a"), node("orderedList", node("listItem", p("x"))), h(3, "Left"), node("set", id="x", values={"n": [None]})]


def test_blocks_that_mean_the_same_stay_as_they_were_stored():
    changed = [p("new"), *SENT]
    assert json.dumps(over(STORED, changed)) == json.dumps([p("new"), *STORED])
    assert json.dumps(over(STORED, SENT[::-1])) == json.dumps(STORED[::-1])


def test_a_changed_block_is_the_changed_one():
    assert over([p("a"), p("b")], [p("a"), p("B")]) == [p("a"), p("B")]
    assert over([p(text("a", link("/x")))], [p(text("a", link("/y")))]) == [p(text("a", link("/y")))]
    assert over([node("set", id="x")], [node("set", id="y")]) == [node("set", id="y")]


def test_twins_are_used_once_each():
    first, second = p("a") | {"attrs": {"textAlign": None}}, p("a")
    assert [json.dumps(node) for node in over([first, second], [p("a"), p("a"), p("a")])] == [
        json.dumps(each) for each in (first, second, p("a"))
    ]


@pytest.mark.parametrize("before", [None, "", "<p>a</p>", {}, [{"type": "nobody"}], ["x"], [None]])
def test_whatever_was_stored_before_does_no_harm(before):
    assert over(before, [p("a")]) == [p("a")]
