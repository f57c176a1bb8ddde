"""Plain text copied from a page: title, date, headings, paragraphs, and the page's furniture."""

from uuid import UUID

from insights.documents.markdown import ARTICLE, article
from insights.documents.model import Document, DocumentError, Line, Note, RawSet
from insights.documents.naming import choose_slug, document_id, from_file_name, section_uid
from insights.documents.textbody import body_nodes
from insights.documents.textfurniture import Furniture, call_values, find_furniture, read_furniture
from insights.documents.textheader import Header, read_header
from insights.documents.textlines import blocks

CALL = "call-to-action"
MAX_LINES = 20_000


def read_text(text: str, source: str) -> Document:
    """The document of a plain text. Its `lines` say of each whether it became a field, a section or nothing.

    Raises `DocumentError` when there are too many lines or the first is no title.
    """
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise DocumentError(f"more than {MAX_LINES} lines", line=MAX_LINES + 1)
    header = read_header(lines)
    end = find_furniture(lines, header.end)
    furniture = read_furniture(lines, end)
    key, file = document_id(source), from_file_name(source)
    nodes = body_nodes(blocks(lines, header.end, end))
    return Document(
        source=source,
        format="text",
        id=key,
        title=header.title,
        slug=choose_slug("", source, header.title, key),
        byline=header.byline,
        published_at=header.published_at or file.date,
        categories=tuple(dict.fromkeys(header.categories)),
        sets=((article(nodes, key),) if nodes else ()) + _call(furniture, key),
        notes=(*file.notes, *header.notes, *_notes(furniture, empty=not nodes)),
        lines=tuple(_line(index, line, header, end, furniture) for index, line in enumerate(lines)),
    )


def _call(furniture: Furniture, document: UUID) -> tuple[RawSet, ...]:
    values = call_values(furniture)
    return (RawSet(section_uid(document, CALL), CALL, True, dict(values), CALL),) if values else ()


def _notes(furniture: Furniture, *, empty: bool) -> list[Note]:
    notes = [Note("", "there is no text below the title")] if empty else []
    if furniture.categories:
        notes.append(Note("", f"related categories left out: {', '.join(furniture.categories)}"))
    count = sum(name != "related_categories" for name in furniture.skipped.values())
    if count > 1:
        notes.append(Note("", f"lines at the end of the page left out: {count}"))
    return notes


def _line(index: int, text: str, header: Header, end: int, furniture: Furniture) -> Line:
    number = index + 1
    if not text.strip():
        return Line(number, text, "blank")
    if index in header.fields:
        return Line(number, text, "field", header.fields[index])
    if index in furniture.skipped:
        return Line(number, text, "skipped", furniture.skipped[index])
    return Line(number, text, "section", ARTICLE if index < end else CALL)
