"""One way in for every kind of document."""

from pathlib import PurePosixPath

from insights.documents.frontmatter import has_fence
from insights.documents.markdown import read_markdown
from insights.documents.model import Document, DocumentError
from insights.documents.plaintext import read_text
from insights.documents.reading import SUFFIXES, SourceFile, decode
from insights.documents.statamic import read_entry

MAX_NAME = 500


def parse(source: SourceFile) -> Document:
    """The document in a file. Whatever is wrong with it is a `DocumentError` with a place."""
    return parse_bytes(source.read(), source.name)


def parse_bytes(data: bytes, name: str) -> Document:
    """The document in some bytes. The ending of `name` says the format; slug and id may hang on it."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise DocumentError(f"only files that end in {', '.join(sorted(SUFFIXES))} are read")
    if len(name) > MAX_NAME:
        raise DocumentError(f"the file's path is longer than {MAX_NAME} characters")
    text = decode(data)
    if has_fence(text):
        return read_entry(text, name)
    return read_text(text, name) if suffix == ".txt" else read_markdown(text, name)
