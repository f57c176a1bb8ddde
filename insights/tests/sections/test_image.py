"""The image."""

import pytest
from django.core.exceptions import ValidationError

from insights.richtext import MarkdownWriter
from insights.tests.factories import InsightFactory, add_section, make_picture
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def test_an_image_has_its_size_and_the_words_given_here_or_its_own():
    image = make_picture(alt="Its own")
    assert f'src="{image.url}"' in printed("image", {"image": image.path})
    assert 'alt="Its own"' in printed("image", {"image": image.path})
    assert 'alt="Here"' in printed("image", {"image": image.path, "alt": "Here"})


def test_a_missing_file_is_the_fallback_with_its_words():
    html = printed("image", {"image": "image/gone.jpg", "alt": "Two stones", "caption": "One pair"})
    assert "fallback" in html
    assert 'alt="Two stones"' in html
    assert "One pair" in html


@pytest.mark.parametrize(
    "path", ["../../x", "/etc/passwd", "http://127.0.0.1:6379/", "data:image/png;base64,AA", "a\x00.png"]
)
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(ValidationError, match="image"):
        add_section(InsightFactory(), "image", {"image": path})


def test_as_markdown_it_is_a_picture_with_its_caption():
    section = add_section(InsightFactory(), "image", {"image": "image/a.jpg", "alt": "Stones", "caption": "A year."})
    writer = MarkdownWriter(image=lambda path: "https://example.com/a.jpg")
    assert section.markdown(writer) == "![Stones](https://example.com/a.jpg)\n\nA year."
    assert section.markdown(MarkdownWriter()) == "Stones\n\nA year."
