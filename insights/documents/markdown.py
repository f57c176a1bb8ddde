"""Bodies in Markdown, and Markdown files without front matter."""

from typing import Any
from uuid import UUID

from insights.documents.fields import one_line
from insights.documents.model import Document, DocumentError, Note, RawSet
from insights.documents.naming import choose_slug, document_id, from_file_name, section_uid
from insights.richtext import RichTextError, from_markdown

ARTICLE = "insights_blog_page"
MAX_TITLE = 200


def article(nodes: list[dict[str, Any]], document: UUID) -> RawSet:
    """The block that shows a whole text, in the shape of a page builder's article."""
    values = {"article_detail": nodes, "article_fild_type": "bard"}
    return RawSet(section_uid(document, "body"), ARTICLE, True, values, "body")


def body_nodes(text: str, line: int) -> list[dict[str, Any]]:
    """Rich text of a Markdown body that starts on `line` of its file.

    Raises `DocumentError` with that line when it is too long or too deep.
    """
    if not text.strip():
        return []
    try:
        return from_markdown(text)
    except RichTextError as error:
        raise DocumentError(f"the text that starts here: {error}", line=line) from error


def read_markdown(text: str, source: str) -> Document:
    """A Markdown file without front matter: its first `# heading`, or else its name, is the title."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip())
    heading = _heading(lines[start])
    file = from_file_name(source)
    title = heading or file.slug.replace("-", " ").capitalize()
    if len(title) > MAX_TITLE:
        raise DocumentError(f"the title is longer than {MAX_TITLE} characters", line=start + 1)
    key = document_id(source)
    body = "\n".join(lines[start + 1 :] if heading else lines[start:])
    nodes = body_nodes(body, start + (2 if heading else 1))
    origin = "its first heading" if heading else "its file name"
    return Document(
        source=source,
        format="markdown",
        id=key,
        title=title or "Untitled",
        slug=choose_slug("", source, title, key),
        published_at=file.date,
        sets=(article(nodes, key),) if nodes else (),
        notes=(*file.notes, Note("title", f"no front matter; the title is {origin}")),
    )


def _heading(line: str) -> str:
    """The words of a `# heading` of the first level, or nothing."""
    if not line.startswith(("# ", "#\t")):
        return ""
    words = one_line(line[2:])
    bare = words.rstrip("#")
    return bare.strip() if not bare or bare[-1:].isspace() else words
