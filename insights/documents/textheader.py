"""The top of a plain-text file: title, category, byline and the date on which it was published."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from insights.documents.dates import written
from insights.documents.model import DocumentError, Note
from insights.documents.textlines import LONG, like_heading

MAX_TITLE = 200
REACH = 6
PUBLISHED = re.compile(r"(?:published|posted)(?: on\b|\s*:)\s*:?\s*(?P<date>|.*\d.*)", re.IGNORECASE)
NAMED = re.compile(r"(?P<name>category|categories|author)\s*:\s*(?P<text>\S.*)", re.IGNORECASE)
BYLINE = re.compile(r"[Bb]y [^\W\da-z].*")


@dataclass(slots=True)
class Header:
    """What the top of the file says. `fields` names the field of each line; the body starts at `end`."""

    title: str = ""
    categories: list[str] = field(default_factory=list)
    byline: str = ""
    published_at: datetime | None = None
    fields: dict[int, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    end: int = 0


def read_header(lines: list[str]) -> Header:
    """Title, and the fields below it when there is a line that is certainly one: a date, a label, a byline.

    Raises `DocumentError` with a line when the first line is too long for a title.
    """
    filled = [index for index, line in enumerate(lines) if line.strip()][: REACH + 1]
    header = Header(title=lines[filled[0]].strip(), fields={filled[0]: "title"}, end=filled[0] + 1)
    if len(header.title) > MAX_TITLE:
        message = f"the first line is the title and may have {MAX_TITLE} characters"
        raise DocumentError(message, line=filled[0] + 1)
    kinds = _kinds(lines, filled[1:])
    certain = [index for index, kind in kinds.items() if kind != "categories"]
    if certain:
        last = _with_category_below(lines, kinds, max(certain))
        for index, kind in kinds.items():
            if index <= last:
                _take(header, index, kind, lines[index].strip())
        header.end = last + 1
    return header


def _kinds(lines: list[str], indexes: list[int]) -> dict[int, str]:
    """The field each line could be, up to the first that can be none."""
    kinds: dict[int, str] = {}
    for index in indexes:
        below_label = kinds.get(index - 1) == "label"
        kind = "date" if below_label and len(lines[index]) <= LONG else _kind(lines[index].strip())
        if not kind:
            break
        kinds[index] = kind
    return kinds


def _kind(line: str) -> str:
    if len(line) > LONG:
        return ""
    if found := PUBLISHED.fullmatch(line):
        return "date" if found["date"] else "label"
    if NAMED.fullmatch(line):
        return "named"
    if BYLINE.fullmatch(line) and like_heading(line):
        return "byline"
    if _date(line):
        return "date"
    return "categories" if like_heading(line) else ""


def _with_category_below(lines: list[str], kinds: dict[int, str], last: int) -> int:
    """One line past the date when it closes the block and no category was named before."""
    named = any(kind == "categories" for index, kind in kinds.items() if index < last)
    alone = last + 2 >= len(lines) or not lines[last + 2].strip()
    return last + 1 if kinds.get(last + 1) == "categories" and alone and not named else last


def _take(header: Header, index: int, kind: str, line: str) -> None:
    header.fields[index] = "date" if kind == "label" else kind
    if kind == "categories":
        header.categories.append(line)
    elif kind == "byline":
        header.byline = line
    elif kind == "date":
        _take_date(header, index, line)
    elif found := NAMED.fullmatch(line):
        _take_named(header, index, found["name"].lower(), found["text"])


def _take_named(header: Header, index: int, name: str, text: str) -> None:
    if name == "author":
        header.byline = text
    else:
        header.categories.append(text)
    header.fields[index] = "byline" if name == "author" else "categories"


def _take_date(header: Header, index: int, line: str) -> None:
    found = PUBLISHED.fullmatch(line)
    when = _date(found["date"] if found else line)
    if when is None:
        header.notes.append(Note("", "this is not a date that exists; ignored", index + 1))
    header.published_at = when or header.published_at


def _date(text: str) -> datetime | None:
    try:
        return written(text)
    except ValueError:
        return None
