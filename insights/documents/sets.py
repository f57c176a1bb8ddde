"""The page builder of a document: a list of blocks, each with an id, a type and values by handle."""

import re
from typing import Any
from uuid import UUID

from insights.documents.fields import as_flag, as_text
from insights.documents.model import DocumentError, Note, RawSet
from insights.documents.naming import section_uid

HANDLE = "page_builder"
MAX_SETS = 1000
MAX_TYPE = 64
UID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def read_sets(value: Any, document: UUID) -> tuple[tuple[RawSet, ...], list[Note]]:
    """The blocks of a `page_builder` value and what is worth a warning about them.

    Raises `DocumentError` with a path when it is not a list of maps or holds more than `MAX_SETS`.
    """
    if value is None:
        return (), []
    if not isinstance(value, list):
        raise DocumentError("a list of blocks was expected", path=HANDLE)
    if len(value) > MAX_SETS:
        raise DocumentError(f"more than {MAX_SETS} blocks", path=HANDLE)
    reader = _Reader(document)
    reader.reserve(value)
    return tuple(reader.read(index, item) for index, item in enumerate(value)), reader.notes


class _Reader:
    def __init__(self, document: UUID):
        self.document = document
        self.notes: list[Note] = []
        self.written: set[str] = set()
        self.taken: set[str] = set()

    def reserve(self, items: list[Any]) -> None:
        """Remember every id that is written, so that a made-up one is never one of them."""
        texts = (as_text(item.get("id")) for item in items if isinstance(item, dict))
        self.written = {text for text in texts if text}

    def read(self, index: int, item: Any) -> RawSet:
        path = f"{HANDLE}[{index}]"
        if not isinstance(item, dict):
            raise DocumentError("a map of handles to values was expected", path=path)
        values = dict(item)
        uid = self._uid(values.pop("id", None), path)
        kind = self._type(values, path)
        return RawSet(uid, kind, self._enabled(values.pop("enabled", True), path), values, path)

    def _uid(self, value: Any, path: str) -> str:
        uid = as_text(value) or ""
        if not UID.fullmatch(uid) or uid in self.taken:
            reason = "is there twice" if uid in self.taken else "is missing or not usable"
            uid = section_uid(self.document, path, self.written | self.taken)
            self.notes.append(Note(f"{path}.id", f"the id {reason}; {uid} is used"))
        self.taken.add(uid)
        return uid

    def _type(self, values: dict[str, Any], path: str) -> str:
        text = as_text(values.get("type"))
        if not text or len(text) > MAX_TYPE:
            self.notes.append(Note(f"{path}.type", "the type is missing or not usable; the block is kept"))
            return ""
        del values["type"]
        return text

    def _enabled(self, value: Any, path: str) -> bool:
        """Whatever is neither yes nor no hides the block: nothing is shown that was perhaps switched off."""
        found = as_flag(value)
        if found is None:
            self.notes.append(Note(f"{path}.enabled", "true or false was expected; taken as false"))
        return found or False
