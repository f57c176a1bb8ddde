"""Rich text in a section: the field, and the one place where HTML and Markdown sources become rich text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from insights.richtext import (
    Nodes,
    RichTextError,
    from_html,
    from_source,
    repair,
    safe_source,
    same,
    to_source_html,
    validate,
)
from insights.sections.fields import Salvaged, SectionField


class RichTextWidget(forms.Textarea):
    """Rich text as HTML to type in. What was stored comes back to the letter when nothing changed."""

    def format_value(self, value: Any) -> str:
        return to_source_html(value) if isinstance(value, list) else value or ""


class RichTextField(SectionField):
    """Bard or ProseMirror nodes. Takes the node list itself, or HTML from a form."""

    widget = RichTextWidget(attrs={"rows": 16, "class": "vLargeTextField richtext"})

    def to_python(self, value: Any) -> Nodes:
        if not value:
            return []
        try:
            return validate(from_html(value.replace("\r\n", "\n")) if isinstance(value, str) else value)
        except RichTextError as error:
            raise ValidationError([f"{path}: {message}".lstrip(": ") for path, message in error.problems]) from error

    def to_data(self, value: Any, before: Any = None) -> Any:
        return before if isinstance(before, list) and same(before, value) else value

    def images(self, value: Any) -> Iterator[str]:
        yield from image_sources(value or [])

    def salvage(self, value: Any) -> Salvaged:
        """Nodes mended where they must be; text is read as HTML or Markdown. Raises ValidationError past a limit.

        Losing a whole text for one flaw would be worse than refusing the document.
        """
        try:
            nodes, problems = repair(from_source(value) if isinstance(value, str) else value or [])
        except RichTextError as error:
            raise ValidationError([f"{path}: {message}".lstrip(": ") for path, message in error.problems]) from error
        given = value.get("content") if isinstance(value, dict) else value
        paths = [path for path, _message in problems if path.endswith(".textAlign")] if isinstance(given, list) else []
        aligned = {path: value_at(given, path) for path in paths}
        return Salvaged(nodes, problems, keep_original=bool(aligned), original=aligned)


def value_at(nodes: Any, path: str) -> Any:
    """What stands at a problem's path: `[3].attrs.textAlign`."""
    found = nodes
    for index, name in re.findall(r"\[(\d+)\]|\.?(\w+)", path):
        found = found[int(index)] if index else found[name]
    return found


def image_sources(nodes: Nodes) -> Iterator[str]:
    """Paths of the images anywhere in these nodes."""
    stack: list[Any] = list(nodes)
    while stack:
        node = stack.pop()
        if node.get("type") == "image" and (path := safe_source((node.get("attrs") or {}).get("src"))):
            yield path
        stack += node.get("content") or []
