"""Takes the fields it knows out of front matter; what it cannot use stays, and a note says so."""

import re
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from insights.documents.dates import moment
from insights.documents.model import DocumentError, Note

T = TypeVar("T")
MAX_NAMES = 20
MAX_NAME = 100
MAX_UNKNOWN = 20
WORDS = dict.fromkeys(("true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)
EXPECTED = frozenset({"blueprint"})
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def as_text(value: Any) -> str | None:
    """A YAML value as the text that was typed, `2026` and `true` included. None for a list or a map."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else None


def as_flag(value: Any) -> bool | None:
    """A yes or no as people write it. None for anything else: whoever asks takes the safe meaning and says so."""
    return WORDS.get((as_text(value) or "").strip().lower())


def one_line(text: str) -> str:
    """Text for a field of one line: line breaks and control characters become spaces."""
    return BREAKS.sub(" ", text).strip()


class Fields:
    """Front matter being read: `take_*` removes a field, `rest()` is what no field of ours wanted."""

    def __init__(self, values: dict[str, Any]):
        self.left = dict(values)
        self.notes: list[Note] = []
        self.unused: set[str] = set()

    def title(self, limit: int) -> str:
        """The required title. Raises `DocumentError` when it is missing, not text, or over the limit."""
        text = as_text(self.left.pop("title", None))
        if text is None or not one_line(text):
            raise DocumentError("a document needs a title of text", path="title")
        if len(one_line(text)) > limit:
            raise DocumentError(f"longer than {limit} characters", path="title")
        return one_line(text)

    def text(self, key: str, limit: int) -> str:
        """A field of one line, empty when missing."""
        text = as_text(self.left.get(key))
        if text is None:
            return self._ignore(key, "text was expected", "")
        if len(one_line(text)) > limit:
            return self._ignore(key, f"longer than {limit} characters", "")
        self.left.pop(key, None)
        return one_line(text)

    def first_text(self, keys: tuple[str, ...], limit: int) -> str:
        """The first of several names for one field that holds a text; the others are left alone."""
        present = [key for key in keys if key in self.left]
        for key in present:
            if text := self.text(key, limit):
                return text
        return ""

    def flag(self, key: str, *, default: bool, unclear: bool) -> bool:
        """A yes or no. `default` is for a missing one, `unclear` for anything that is neither."""
        if key not in self.left:
            return default
        found = as_flag(self.left[key])
        if found is None:
            return self._ignore(key, f"true or false was expected; taken as {str(unclear).lower()}", unclear)
        del self.left[key]
        return found

    def moment(self, key: str) -> datetime | None:
        """A date in UTC, or None when missing or impossible."""
        if as_text(self.left.get(key)) == "":
            self.left.pop(key, None)
            return None
        try:
            when = moment(self.left[key])
        except ValueError:
            return self._ignore(key, "this is not a date that exists", None)
        del self.left[key]
        return when

    def uuid(self, key: str) -> UUID | None:
        """An id, or None when missing or none."""
        text = as_text(self.left.get(key))
        if text == "":
            self.left.pop(key, None)
            return None
        try:
            found = UUID(text or "")
        except ValueError:
            return self._ignore(key, "this is not a UUID", None)
        del self.left[key]
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """Categories or tags: one scalar or a list of them, each once whatever its capitals."""
        value = self.left.pop(key, None)
        found: dict[str, str] = {}
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            name = self._name(item, f"{key}[{index}]" if isinstance(value, list) else key)
            if name and name.casefold() not in found and len(found) == MAX_NAMES:
                self.notes.append(Note(key, f"only the first {MAX_NAMES} are taken"))
                break
            if name:
                found.setdefault(name.casefold(), name)
        return tuple(found.values())

    def rest(self) -> dict[str, Any]:
        """What no field of ours wanted, as it was written, with a note for the first keys that nobody expected."""
        unknown = [key for key in self.left if key not in EXPECTED | self.unused]
        self.notes += [Note(key[:MAX_NAME], "unknown key, kept as it is") for key in unknown[:MAX_UNKNOWN]]
        if len(unknown) > MAX_UNKNOWN:
            self.notes.append(Note("", f"{len(unknown) - MAX_UNKNOWN} more unknown keys, kept as they are"))
        return self.left

    def _name(self, item: Any, path: str) -> str:
        text = as_text(item)
        if text is None or len(one_line(text)) > MAX_NAME:
            self.notes.append(Note(path, f"text of at most {MAX_NAME} characters was expected; ignored"))
            return ""
        return one_line(text)

    def _ignore(self, key: str, message: str, instead: T) -> T:
        self.unused.add(key)
        self.notes.append(Note(key, f"{message}; ignored"))
        return instead
