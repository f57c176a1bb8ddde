"""Rich text as a section."""

import pytest
from django.core.exceptions import ValidationError

from insights.tests.factories import InsightFactory, add_section, words
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_words_are_printed_literally():
    html = printed("text", {"body": words("</p><script>alert(1)</script>{{ settings.SECRET_KEY }}{% load x %}")})
    assert "&lt;script&gt;" in html
    assert "{{ settings.SECRET_KEY }}{% load x %}" in html


def test_an_image_in_the_text_is_found_by_its_path():
    body = [{"type": "image", "attrs": {"src": "image/a.jpg", "alt": "Two stones"}}]
    section = add_section(InsightFactory(), "text", {"body": body})
    assert section.references.get().image.path == "image/a.jpg"
    assert "Two stones" in printed("text", {"body": body})


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ([{"type": "script"}], "body[0]"),
        ([{"type": "heading", "attrs": {"level": 99}}], "level"),
        ([{"type": "paragraph", "content": [{"type": "text", "text": "a\x00"}]}], "body"),
        ([{"type": "paragraph", "content": [{"type": "text", "text": "\ud800"}]}], "body"),
        ({"type": "paragraph"}, "body"),
    ],
)
def test_what_the_schema_refuses_is_refused_with_its_place(body, place):
    with pytest.raises(ValidationError) as caught:
        add_section(InsightFactory(), "text", {"body": body})
    assert place in str(caught.value)


def test_the_stored_text_is_the_given_text_to_the_letter():
    body = [
        {
            "type": "paragraph",
            "attrs": {"textAlign": "left", "class": None},
            "content": [{"type": "text", "text": " a  b "}],
        }
    ]
    assert add_section(InsightFactory(), "text", {"body": body}).data == {"body": body}
