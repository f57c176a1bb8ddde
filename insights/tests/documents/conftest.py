"""Short ways to write a document in a test."""

from collections.abc import Callable

import pytest

from insights.documents.model import Document
from insights.documents.parse import parse_bytes
from insights.tests.conftest import SHARED


@pytest.fixture
def entry() -> Callable[..., Document]:
    """`entry("title: Trust", "body")`: the document of this front matter and body."""

    def read(front: str, body: str = "", name: str = "trust.md") -> Document:
        return parse_bytes(f"---\n{front}\n---\n{body}".encode(), name)

    return read


@pytest.fixture
def note() -> Callable[..., Document]:
    """`note("Title\\n\\nText.")`: the document of this plain text."""

    def read(text: str, name: str = "note.txt") -> Document:
        return parse_bytes(text.encode(), name)

    return read


@pytest.fixture
def shared() -> Callable[[str], bytes]:
    """The bytes of a shared document; the test is skipped where there is none."""

    def read(name: str) -> bytes:
        if not (SHARED / name).is_file():
            pytest.skip(f"the shared document {name} is not on this machine")
        return (SHARED / name).read_bytes()

    return read
