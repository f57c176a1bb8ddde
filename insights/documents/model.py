"""What a document is once it is read: plain data, before anything is looked up or stored."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

Format = Literal["statamic", "markdown", "text"]
Role = Literal["field", "section", "skipped", "blank"]


class DocumentError(ValueError):
    """The document cannot be taken. Says what is wrong and where: a path inside it or a line of the file."""

    def __init__(self, message: str, *, path: str = "", line: int | None = None, column: int | None = None):
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(place(path, line, column) + message)


@dataclass(frozen=True, slots=True)
class Note:
    """A warning: the document is taken, yet somebody should look at `path`, say `page_builder[1].link`."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return place(self.path, self.line) + self.message


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plain-text file and what became of it, so that a report can account for every line."""

    number: int
    text: str
    role: Role
    name: str = ""


@dataclass(frozen=True, slots=True)
class RawSet:
    """One page-builder block as written: `values` by handle, without id, type and enabled."""

    uid: str
    type: str
    enabled: bool
    values: dict[str, Any]
    path: str


@dataclass(frozen=True, slots=True)
class Document:
    """One insight as a file holds it. `extra` keeps, verbatim, the front matter that has no field of ours."""

    source: str
    format: Format
    id: UUID
    title: str
    slug: str
    byline: str = ""
    published: bool = True
    published_at: datetime | None = None
    updated_at: datetime | None = None
    updated_by: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    duplicated_from: UUID | None = None
    sets: tuple[RawSet, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over what would be stored, so that a second import can see that nothing changed.

        Where the file lies, its line ends, its comments and our warnings do not count.
        """
        said = {name: getattr(self, name) for name in self.__slots__ if name not in UNTOLD}
        written = json.dumps(said, default=_plain, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


UNTOLD = frozenset({"source", "format", "notes", "lines"})


def place(path: str, line: int | None, column: int | None = None) -> str:
    """The beginning of a message: `page_builder[0]: `, `line 3: ` or `line 3, column 7: `."""
    words = [path] if path else []
    if line is not None:
        words.append(f"line {line}")
    if column is not None:
        words.append(f"column {column}")
    return ", ".join(words) + ": " if words else ""


def _plain(value: object) -> object:
    if isinstance(value, RawSet):
        return [value.uid, value.type, value.enabled, value.values]
    return str(value)
