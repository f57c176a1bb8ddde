"""What both databases can store."""

import pytest
from django.core.exceptions import ValidationError

from insights.content.validators import storable, storable_json


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\udfff"])
def test_unstorable_text_is_refused(text):
    with pytest.raises(ValidationError):
        storable(text)


@pytest.mark.parametrize("text", ["", "emoji 🎉", "שלום", "\u202e", "tab\tline\n"])
def test_all_other_text_is_kept(text):
    storable(text)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"a": [{"b": "x\x00"}]}, "a[0].b"),
        ({"a": {"\ud800": 1}}, "a"),
        ({"n": float("nan")}, "n"),
        ({"n": [float("inf")]}, "n[0]"),
        ({"n": 10**5000}, "n"),
    ],
)
def test_json_is_searched_to_the_bottom_and_the_place_is_named(data, place):
    with pytest.raises(ValidationError) as caught:
        storable_json(data)
    assert place in caught.value.messages[0]
