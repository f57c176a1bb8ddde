"""Text below front matter, and Markdown without any."""

import pytest

from insights.documents import markdown
from insights.documents.model import DocumentError
from insights.documents.parse import parse_bytes
from insights.richtext import RichTextError, from_markdown


def test_the_text_of_a_markdown_file_is_its_article(entry):
    document = entry("title: T", "\n## Why\n\nBecause.\n")
    (article,) = document.sets
    assert article.type == "insights_blog_page"
    assert article.values["article_detail"] == from_markdown("\n## Why\n\nBecause.\n")
    assert article.path == "body"


def test_text_below_a_page_builder_is_one_more_block(entry):
    document = entry("title: T\npage_builder: [{id: a, type: x}]", "Below.")
    assert [item.type for item in document.sets] == ["x", "text"]
    assert document.sets[1].values == {"text": from_markdown("Below.")}
    assert document.sets[1].uid == entry("title: T\npage_builder: [{id: a, type: x}]", "Other.").sets[1].uid


def test_no_text_is_no_block(entry):
    assert entry("title: T", " \n\n").sets == ()


def test_without_front_matter_the_first_heading_is_the_title():
    document = parse_bytes(b"\n# Trust first #\n\nText.\n", "notes/2021-02-26.trust.md")
    assert (document.title, document.slug, document.format) == ("Trust first", "trust", "markdown")
    assert document.published_at.day == 26
    assert document.sets[0].values["article_detail"] == from_markdown("Text.")
    assert "its first heading" in document.notes[0].message


@pytest.mark.parametrize(("name", "title"), [("on-trust.md", "On trust"), ("信頼.md", "Untitled")])
def test_without_a_heading_the_file_name_is_the_title(name, title):
    document = parse_bytes(b"Just text.\n", name)
    assert document.title == title
    assert document.sets[0].values["article_detail"] == from_markdown("Just text.")


def test_a_title_that_is_too_long_is_refused_with_its_line():
    with pytest.raises(DocumentError, match=r"^line 2: "):
        parse_bytes(b"\n# " + b"x" * 201, "a.md")


def test_a_body_that_rich_text_refuses_is_refused_with_its_line(entry, monkeypatch):
    def refuse(text):
        raise RichTextError([])

    monkeypatch.setattr(markdown, "from_markdown", refuse)
    with pytest.raises(DocumentError, match=r"^line 4: the text that starts here"):
        entry("title: T", "Body")


def test_brackets_without_end_are_quick(entry):
    assert entry("title: T", "[" * 20_000).sets


def test_only_known_endings_are_read():
    with pytest.raises(DocumentError, match=r"\.markdown, \.md, \.txt"):
        parse_bytes(b"%PDF", "a.pdf")


def test_a_path_that_no_database_column_takes_is_refused():
    with pytest.raises(DocumentError, match="500 characters"):
        parse_bytes(b"# T", "a/" * 250 + "a.md")
