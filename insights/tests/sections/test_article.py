"""The article: one text out of two sources, and the opening."""

import pytest
from django.core.exceptions import ValidationError

from insights.sections.rendering import Rendering
from insights.tests.factories import InsightFactory, add_section, heading, words
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db
BOTH = {"body": words("Rich words"), "source": "<div class='x'>\n   <h3>Head</h3>\n  <p>Source words</p></div>"}


@pytest.mark.parametrize(
    ("shown", "there", "gone"), [("rich", "Rich", "Source"), ("source", "Source", "Rich"), (None, "Rich", "Source")]
)
def test_exactly_one_of_the_two_texts_is_printed(shown, there, gone):
    html = printed("article", BOTH | ({"shown": shown} if shown else {}))
    assert f"{there} words" in html
    assert f"{gone} words" not in html


@pytest.mark.parametrize("shown", ["rich", "source"])
@pytest.mark.parametrize("only", ["body", "source"])
def test_the_only_text_there_is_is_printed_whatever_was_chosen(shown, only):
    assert " words" in printed("article", {only: BOTH[only], "shown": shown})


def test_a_source_loses_its_wrappers_and_classes_and_keeps_its_words():
    html = printed("article", BOTH | {"shown": "source"})
    assert '<h2 id="head">Head</h2>' in html
    assert "class='x'" not in html


@pytest.mark.parametrize(
    "source", ["<script>alert(1)</script><p>ok</p>", "[x](javascript:alert(1)) ok", "<p onclick=a()>ok"]
)
def test_a_hostile_source_is_harmless(source):
    html = printed("article", {"source": source, "shown": "source"})
    assert "ok" in html
    assert not any(word in html for word in ("script>", '="javascript:', "onclick"))


def test_a_source_that_is_too_large_is_refused_with_the_limit_named():
    with pytest.raises(ValidationError, match="source"):
        add_section(InsightFactory(), "article", {"source": "<b>" * 100_000})


def test_the_opening_comes_from_the_first_section_that_has_one():
    home = InsightFactory()
    add_section(home, "article", {"thumbnail": "image/t.jpg"})
    add_section(home, "article", {"background": "image/b.jpg", "thumbnail": "image/z.jpg", "description": "Say"})
    assert Rendering(home).opening == ("image/b.jpg", "image/t.jpg", "Say")


def test_headings_of_all_sections_share_one_outline_without_twins():
    home = InsightFactory()
    for _ in range(2):
        add_section(home, "article", {"body": [heading("Begin"), heading("Deeper", 4)]})
    rendering = Rendering(home)
    rendering.groups()
    assert [(h.level, h.id) for h in rendering.headings] == [
        (2, "begin"),
        (3, "deeper"),
        (2, "begin-2"),
        (3, "deeper-2"),
    ]


def test_a_text_that_goes_on_in_another_section_keeps_its_outline():
    home = InsightFactory()
    for level in (3, 4, 3):
        add_section(home, "text", {"body": [heading("Head", level)]})
    rendering = Rendering(home)
    rendering.groups()
    assert [heading.level for heading in rendering.headings] == [2, 3, 2]


def test_two_texts_that_differ_are_remarked_on():
    home = InsightFactory()
    assert add_section(home, "article", BOTH).remarks()
    assert not add_section(home, "article", {"body": words("Same"), "source": "<p>Same</p>"}).remarks()
