"""Plain text as copied from a page: every line is a field, a section or left out, and we can say which."""

from datetime import UTC, datetime

import pytest

from insights.documents.model import DocumentError
from insights.richtext import validate

LONG = "A sentence that goes on for rather a while, so that nobody takes it for a heading. And it has a second."
HEAD = "A title\n\nA topic\nPublished on\nMarch 3, 2022\n\n"
TAIL = """
Related Categories

Bring mentors together.
We help to begin.

Questions?
Talk to us.

Schedule a demo

See what is possible.

About Us"""


def shapes(document) -> list[tuple[str, str]]:
    (article,) = [item for item in document.sets if item.type == "insights_blog_page"]
    return [(node["type"], node["content"][0].get("text", "")) for node in article.values["article_detail"]]


def roles(document) -> list[str]:
    return [line.name or line.role for line in document.lines]


def call(document) -> dict[str, str]:
    return next(item.values for item in document.sets if item.type == "call-to-action")


def test_the_top_is_title_category_and_date(note):
    document = note(HEAD + LONG)
    assert (document.title, document.categories) == ("A title", ("A topic",))
    assert document.published_at == datetime(2022, 3, 3, tzinfo=UTC)
    assert roles(document)[:5] == ["title", "blank", "categories", "date", "date"]
    assert shapes(document) == [("paragraph", LONG)]


@pytest.mark.parametrize(
    ("top", "categories", "byline"),
    [
        ("Published on\n3 March 2022\nA topic", ("A topic",), ""),
        ("Published on: 2022-03-03", (), ""),
        ("Mar 3, 2022", (), ""),
        ("By Ines Okafor\n\nA topic\n\nPublished on March 3, 2022", ("A topic",), "By Ines Okafor"),
        ("Author: Ines\nCategory: no\n2022-03-03", ("no",), "Ines"),
    ],
)
def test_the_fields_may_stand_in_any_order(note, top, categories, byline):
    document = note(f"A title\n{top}\n\n{LONG}")
    assert (document.categories, document.byline) == (categories, byline)
    assert document.published_at.date().isoformat() == "2022-03-03"
    assert shapes(document) == [("paragraph", LONG)]


def test_without_a_field_the_text_begins_below_the_title(note):
    document = note(f"A title\n\nA heading\n\n{LONG}", "2021-02-26.t.txt")
    assert (document.categories, document.slug) == ((), "t")
    assert document.published_at.date().isoformat() == "2021-02-26"
    assert shapes(document) == [("heading", "A heading"), ("paragraph", LONG)]


@pytest.mark.parametrize("between", [" ", ": ", "\n"])
def test_a_date_that_does_not_exist_is_noted_with_its_line(note, between):
    document = note(f"A title\nPublished on{between}February 30, 2021\n\n{LONG}")
    assert document.published_at is None
    assert str(document.notes[0]).startswith("line 3: " if between == "\n" else "line 2: ")
    assert shapes(document) == [("paragraph", LONG)]


@pytest.mark.parametrize("line", ["By the numbers", "Published for all", "Posted"])
def test_a_heading_that_only_sounds_like_a_field_is_a_heading(note, line):
    assert shapes(note(f"A title\n\n{line}\n\n{LONG}")) == [("heading", line), ("paragraph", LONG)]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\xa0 \n \n"])
def test_a_heading_stands_directly_or_a_line_above_its_paragraph(note, between):
    assert shapes(note(f"{HEAD}A heading{between}{LONG}")) == [("heading", "A heading"), ("paragraph", LONG)]


@pytest.mark.parametrize(
    "line",
    [
        "It ends here.",
        "And so, it goes on,",
        "x" * 81,
        "one two three four five six seven eight nine ten eleven",
    ],
)
def test_a_sentence_or_a_long_line_is_no_heading(note, line):
    assert shapes(note(f"{HEAD}{line}\n\n{LONG}"))[0] == ("paragraph", line)


def test_a_short_line_that_leads_nowhere_is_no_heading(note):
    assert shapes(note(f"{HEAD}{LONG}\n\nThe end")) == [("paragraph", LONG), ("paragraph", "The end")]
    assert shapes(note(f"{HEAD}red\n\ngreen\n\nblue")) == [("paragraph", word) for word in ("red", "green", "blue")]


def test_a_heading_may_stand_above_a_heading(note):
    assert [kind for kind, _ in shapes(note(f"{HEAD}Part one\n\nStep one\n\n{LONG}"))] == ["heading"] * 2 + [
        "paragraph"
    ]


def test_lines_broken_at_a_margin_are_one_paragraph_and_long_lines_are_one_each(note):
    assert shapes(note(f"{HEAD}This line was broken,\nas letters are.")) == [
        ("paragraph", "This line was broken, as letters are.")
    ]
    assert shapes(note(f"{HEAD}{LONG}\n{LONG}")) == [("paragraph", LONG)] * 2


def test_lists_become_lists(note):
    document = note(f"{HEAD}- one\n- two\n  goes on\n\n* three\n\n3. c\n4. d")
    bullets, numbers = document.sets[0].values["article_detail"]
    words = [item["content"][0]["content"][0]["text"] for item in bullets["content"]]
    assert (bullets["type"], words) == ("bulletList", ["one", "two goes on", "three"])
    assert (numbers["type"], numbers["attrs"], len(numbers["content"])) == ("orderedList", {"start": 3}, 2)


def test_the_article_is_valid_rich_text(note):
    document = note(f"{HEAD}A heading\n{LONG}\n\n- one\n\n0. none\n\nThe end")
    assert validate(document.sets[0].values["article_detail"])


def test_words_inside_a_line_are_not_touched(note):
    odd = "Two  spaces, a\ttab, <b>angle</b> brackets, {{ braces }} and \u202emarks. " + LONG
    assert shapes(note(HEAD + odd)) == [("paragraph", odd)]


def test_the_furniture_below_is_a_call_to_action_and_lines_left_out(note):
    document = note(HEAD + LONG + "\n" + TAIL)
    assert call(document) == {
        "title": "Bring mentors together.",
        "description": "We help to begin.",
        "invitation": "Questions? Talk to us.",
        "button_text": "Schedule a demo",
        "explore": "See what is possible.",
    }
    skipped = [line.text for line in document.lines if line.role == "skipped"]
    assert skipped == ["Related Categories", "About Us"]
    assert shapes(document) == [("paragraph", LONG)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_names_of_related_categories_are_left_out_and_noted(note, between):
    tail = TAIL.replace("Related Categories\n", f"Related Categories{between}Trust\nGoals\n")
    document = note(HEAD + LONG + "\n" + tail)
    assert "Trust, Goals" in document.notes[0].message
    assert call(document)["title"] == "Bring mentors together."


def test_a_call_is_known_by_its_button_alone(note):
    document = note(f"{HEAD}{LONG}\n\nBring mentors together.\nWe help.\n\nBook a demo")
    assert (call(document)["title"], call(document)["button_text"]) == (
        "Bring mentors together.",
        "Book a demo",
    )
    assert shapes(document) == [("paragraph", LONG)]


def test_furniture_words_above_long_text_belong_to_the_article(note):
    document = note(f"{HEAD}Related Categories\n\n{LONG * 2}\n\nAbout Us\n\n{LONG * 2}")
    assert [kind for kind, _ in shapes(document)] == ["heading", "paragraph"] * 2
    assert not [line for line in document.lines if line.role == "skipped"]


def test_lines_below_about_us_are_left_out_and_counted(note):
    document = note(HEAD + LONG + "\n" + TAIL + "\nWe are many.\n\nImprint")
    assert roles(document)[-4:] == ["about_us", "about_us", "blank", "about_us"]
    assert "left out: 3" in document.notes[-1].message


def test_a_last_about_us_is_left_out_without_other_furniture(note):
    assert roles(note(f"{HEAD}{LONG}\n\nAbout us\n"))[-2:] == ["about_us", "blank"]


def test_every_line_is_accounted_for(note):
    text = HEAD + LONG + " \n" + TAIL + "\n\n"
    document = note(text)
    assert "\n".join(line.text for line in document.lines) == text
    assert [line.number for line in document.lines] == list(range(1, text.count("\n") + 2))
    assert all((line.role == "blank") == (not line.text.strip()) for line in document.lines)


def test_a_title_alone_is_a_document_with_a_note(note):
    document = note("Only a title")
    assert (document.title, document.sets) == ("Only a title", ())
    assert "no text" in document.notes[0].message


def test_a_first_line_that_is_no_title_is_refused(note):
    with pytest.raises(DocumentError, match=r"^line 2: the first line is the title"):
        note("\n" + "x" * 201)


def test_too_many_lines_are_refused(note):
    with pytest.raises(DocumentError, match="more than 20000 lines"):
        note("T\n" * 20_001)


def test_front_matter_is_read_in_a_text_file_too(note):
    assert note("---\ntitle: T\n---\nBody").format == "markdown"


def test_reading_twice_gives_the_same(note):
    text = HEAD + LONG + "\n" + TAIL
    assert note(text) == note(text)
    assert note(text).digest == note(text.replace("\n", "\r\n")).digest
