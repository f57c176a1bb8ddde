"""The form behind a kind of section: it defines the shape of the section's data and guards every way in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict

from insights.richtext import Problem
from insights.sections.fields import Place, SectionField

SCRIPT = re.compile("(javascript|vbscript|data|file|blob):", re.IGNORECASE)
PLACE = re.compile(r"(?P<name>\w+)\[(?P<index>\d+)\]\.(?P<rest>.+)")
UNSEEN = re.compile(r"[\s\x00-\x20]")
EMPTY: tuple[Any, ...] = (None, "", [], False)
ORIGINALS = "_original"  # the key of `data` that keeps, by handle, what a document wrote and we read otherwise


class SectionForm(forms.Form):
    """Cleans a section's (or a row's) JSON data as well as what a page of the admin posts.

    `handles` names fields as Statamic documents do, misspellings included. With `partial` nothing is required: a
    half-filled section may be stored, and prints what it has.
    """

    handles: ClassVar[dict[str, str]] = {}
    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, partial: bool = False, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if partial:
            for field in self.fields.values():
                field.required = False

    def problems(self) -> list[Problem]:
        """What is wrong, with the path of the place inside the data: `links[2].url`."""
        return [
            Problem(f"{name}{_path(message)}", _without_path(message))
            for name, messages in self.errors.items()
            for message in map(str, messages)
        ]

    def stored(self) -> dict[str, Any]:
        """The data to store: what the form knows, cleaned, over everything it does not know, untouched.

        A posted form is bound with the stored data as `initial`; a JSON value is its own past.
        """
        self.is_valid()
        posted = isinstance(self.data, MultiValueDict)
        return self.over(self.initial if posted else self.data, self.cleaned_data)

    @classmethod
    def over(cls, before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """Values over what was stored before; an empty field that was never filled in adds nothing."""
        data = dict(before)
        for name, value in values.items():
            field = cls._fields().get(name)
            if name in data or value not in (*EMPTY, field and field.initial):
                data[name] = field.to_data(value, data.get(name)) if field else value
        return data

    @classmethod
    def salvage(cls, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """Data from a document's values by handle, with a note for each value that could not be kept."""
        by_handle = {cls.handles.get(name, name): name for name in cls.base_fields}
        data: dict[str, Any] = {}
        originals: dict[str, Any] = {}
        notes: list[Problem] = []
        for handle, value in values.items():
            if (name := by_handle.get(handle)) is None:
                is_ours = handle in cls.base_fields or handle == ORIGINALS
                (originals if is_ours else data)[handle] = value
                continue
            result = cls._fields()[name].salvage(value)
            notes += [Problem(f"{handle}{path}", message) for path, message in result.problems]
            if result.keep_original:
                originals[handle] = value if result.original is None else result.original
            if result.value is not None:
                data[name] = result.value
        return data | ({ORIGINALS: harmless(originals)} if originals else {}), notes

    @classmethod
    def places(cls, data: Mapping[str, Any]) -> Iterator[Place]:
        """Every field with its path and stored value, those of rows included."""
        for name, field in cls._fields().items():
            yield Place(name, field, data.get(name))
            yield from (inner._replace(path=f"{name}{inner.path}") for inner in field.places(data.get(name)))

    @classmethod
    def label_at(cls, path: str) -> str:
        """A place in words: `links[2].url` is "Links 3: Address"."""
        match = PLACE.fullmatch(path)
        field: Any = cls._fields().get(match["name"] if match else path)
        if match is None or not hasattr(field, "row"):
            return str(field.label or path) if field else path
        return f"{field.label} {int(match['index']) + 1}: {field.row.label_at(match['rest'])}"

    @classmethod
    def images_in(cls, data: Mapping[str, Any]) -> Iterator[str]:
        """Paths of every image that the data mentions."""
        for name, field in cls._fields().items():
            yield from field.images(data.get(name))

    @classmethod
    def insights_in(cls, data: Mapping[str, Any]) -> Iterator[uuid.UUID]:
        """Ids of every insight that the data mentions."""
        for name, field in cls._fields().items():
            yield from field.insights(data.get(name))

    @classmethod
    def _fields(cls) -> dict[str, SectionField]:
        return cls.base_fields  # type: ignore[return-value]


def harmless(value: Any) -> Any:
    """A copy without texts that would run as scripts: an original is kept for the export, not for that."""
    if isinstance(value, dict):
        return {key: harmless(part) for key, part in value.items()}
    if isinstance(value, list):
        return [harmless(part) for part in value]
    return "" if isinstance(value, str) and SCRIPT.match(UNSEEN.sub("", value)) else value


def _path(message: str) -> str:
    head, mark, _rest = message.partition(": ")
    return head if mark and head.startswith("[") else ""


def _without_path(message: str) -> str:
    return message.removeprefix(f"{_path(message)}: ")
