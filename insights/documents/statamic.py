"""Files with front matter: Statamic entries with a page builder, and Markdown with a few fields on top."""

from uuid import UUID

from insights.documents.fields import Fields, as_text
from insights.documents.frontmatter import FrontMatter, split
from insights.documents.markdown import MAX_TITLE, article, body_nodes
from insights.documents.model import Document, Note, RawSet
from insights.documents.naming import choose_slug, document_id, from_file_name, is_slug, section_uid
from insights.documents.sets import HANDLE, read_sets

MAX_TEXT = 200
MAX_SUMMARY = 600


def read_entry(text: str, source: str) -> Document:
    """The document of a text with front matter. Raises `DocumentError` with a line or a path."""
    front = split(text)
    fields = Fields(front.values)
    file = from_file_name(source)
    statamic = HANDLE in front.values or "blueprint" in front.values
    key = fields.uuid("id") or document_id(source)
    title = fields.title(MAX_TITLE)
    sets = _sets(fields, front, key)
    updated_at = fields.moment("updated_at")
    return Document(
        source=source,
        format="statamic" if statamic else "markdown",
        id=key,
        title=title,
        slug=choose_slug(_slug(fields), source, title, key),
        byline=fields.text("author", MAX_TEXT),
        published=fields.flag("published", default=True, unclear=False),
        published_at=fields.moment("date") or file.date or updated_at,
        updated_at=updated_at,
        updated_by=fields.text("updated_by", MAX_TEXT),
        categories=fields.names("categories"),
        tags=fields.names("tags"),
        summary=fields.first_text(("summary", "excerpt", "description"), MAX_SUMMARY),
        duplicated_from=fields.uuid("duplicated_from"),
        sets=sets,
        extra=fields.rest(),
        notes=(*file.notes, *fields.notes),
    )


def _sets(fields: Fields, front: FrontMatter, document: UUID) -> tuple[RawSet, ...]:
    """The page builder's blocks and, behind them, the text below the front matter."""
    sets, notes = read_sets(fields.left.pop(HANDLE, None), document)
    fields.notes += notes
    nodes = body_nodes(front.body, front.body_line)
    if not nodes:
        return sets
    if not sets:
        return (article(nodes, document),)
    uid = section_uid(document, "body", {item.uid for item in sets})
    return (*sets, RawSet(uid, "text", True, {"text": nodes}, "body"))


def _slug(fields: Fields) -> str:
    """The `slug` key when it can be an address; otherwise it stays where it was, with a note."""
    slug = as_text(fields.left.get("slug")) or ""
    if is_slug(slug):
        del fields.left["slug"]
        return slug
    if "slug" in fields.left:
        fields.unused.add("slug")
        fields.notes.append(Note("slug", "this cannot be an address; ignored"))
    return ""
