"""Rich text in a section: the field, and the one place where HTML and Markdown sources become rich text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from insights.media.models import Image
from insights.richtext import (
    Nodes,
    RichTextError,
    from_html,
    from_json,
    from_source,
    repair,
    safe_source,
    to_source_html,
    validate,
)
from insights.richtext.editor import over, schema
from insights.sections.fields import Link, Salvaged, SectionField, TextField


class Posted(str):
    """What the editor sent: nodes as JSON, not looked at yet."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return self.strip() not in {"", "[]"}


class RichTextWidget(forms.Textarea):
    """Rich text: HTML to type in, and the nodes themselves for the editor, which posts them as `NAME-json` if edited.

    What was stored comes back to the letter when nothing changed.
    """

    template_name = "insights/builder/richtext.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        posted = data.get(f"{name}-json") if isinstance(data, MultiValueDict) else None
        return super().value_from_datadict(data, files, name) if posted is None else Posted(posted)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """An emptied text is posted by the editor: a model's form takes it for one that the page did not show."""
        return name not in data and f"{name}-json" not in data

    def format_value(self, value: Any) -> str:
        nodes = _shown(value)
        return value or "" if nodes is None or _is_html(value) else _html(nodes)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What came back with an error is `edited`: it still has to be posted as nodes."""
        context = super().get_context(name, value, attrs)
        nodes = _shown(value)
        context["widget"] |= {
            "editor": None if nodes is None else {"schema": schema(), "nodes": nodes, "pictures": _pictures(nodes)},
            "edited": isinstance(value, Posted),
        }
        return context


def _is_html(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Posted)


def _shown(value: Any) -> Nodes | None:
    """The nodes that the editor shows; None for a text that only a plain control can show."""
    if isinstance(value, list) or not value:
        return value or []
    try:
        nodes = from_html(value.replace("\r\n", "\n")) if _is_html(value) else json.loads(value)
        repair(nodes)
    except (RichTextError, ValueError, RecursionError):
        return None
    return nodes if isinstance(nodes, list) else None


def _html(nodes: Nodes) -> str:
    try:
        return to_source_html(nodes)
    except RichTextError:
        return to_source_html(repair(nodes)[0])


def _pictures(nodes: Nodes) -> dict[str, str]:
    """Where the files of the mentioned images are, as far as they are there."""
    paths = set(image_sources(repair(nodes)[0]))
    found = Image.objects.filter(path__in=paths) if paths else ()
    return {image.path: image.url for image in found if image.url}


class RichTextField(SectionField):
    """Bard or ProseMirror nodes. Takes the node list itself, or JSON or HTML from a form."""

    widget = RichTextWidget(attrs={"rows": 16, "class": "vLargeTextField richtext"})

    def to_python(self, value: Any) -> Nodes:
        if not value:
            return []
        try:
            if isinstance(value, Posted):
                return from_json(value)
            return validate(from_html(value.replace("\r\n", "\n")) if isinstance(value, str) else value)
        except RichTextError as error:
            raise ValidationError([f"{path}: {message}".lstrip(": ") for path, message in error.problems]) from error

    def to_data(self, value: Any, before: Any = None) -> Any:
        """Blocks that mean what they meant stay as they were stored."""
        return over(before, value)

    def images(self, value: Any) -> Iterator[str]:
        yield from image_sources(value or [])

    def is_blank(self, value: Any) -> bool:
        return not any(_shows(node) for node in every_node(value or []))

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


class SourceWidget(forms.Textarea):
    """A source with a button that leads to what converting it would change. It needs a form whose ids tell the uid."""

    template_name = "insights/builder/source.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found = re.fullmatch(rf"id_(.+)_{re.escape(name)}", context["widget"]["attrs"].get("id", ""))
        context["widget"]["uid"] = found[1] if found else ""
        return context


class SourceField(TextField):
    """HTML or Markdown that is printed as the rich text it becomes."""

    def __init__(self, **kwargs: Any) -> None:
        widget = SourceWidget(attrs={"rows": 12, "class": "vLargeTextField"})
        super().__init__(max_length=1_000_000, widget=widget, **kwargs)

    def validate(self, value: Any) -> None:
        """Refuse a source that could not be turned into rich text."""
        super().validate(value)
        try:
            nodes_of(value)
        except RichTextError as error:
            raise ValidationError([problem.message for problem in error.problems]) from error


@lru_cache(maxsize=16)
def nodes_of(source: str) -> Nodes:
    """A source as rich text. Checking, deriving and storing one section ask for it several times in a row."""
    return from_source(source)


def value_at(nodes: Any, path: str) -> Any:
    """What stands at a problem's path: `[3].attrs.textAlign`."""
    found = nodes
    for index, name in re.findall(r"\[(\d+)\]|\.?(\w+)", path):
        found = found[int(index)] if index else found[name]
    return found


def every_node(nodes: Nodes) -> Iterator[dict[str, Any]]:
    """These nodes and all within them, in the order a reader meets them."""
    stack: list[Any] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(node.get("content") or [])


def image_sources(nodes: Nodes) -> Iterator[str]:
    """Paths of the images anywhere in these nodes."""
    yield from (path for path, _alt in described_images(nodes))


def described_images(nodes: Nodes) -> Iterator[tuple[str, str]]:
    """The images anywhere in these nodes: their paths, and what is said about each here."""
    for node in every_node(nodes):
        attrs = node.get("attrs") or {}
        if node.get("type") == "image" and (path := safe_source(attrs.get("src"))):
            yield path, attrs.get("alt") or ""


def links_in(nodes: Nodes) -> Iterator[Link]:
    """Links anywhere in these nodes; one that goes on in another style is one."""
    last = None
    for node in every_node(nodes):
        mark = next((mark for mark in node.get("marks") or [] if mark.get("type") == "link"), None)
        found = Link((mark.get("attrs") or {}).get("href") or "", node.get("text") or "") if mark else None
        if last and found and last.url == found.url:
            last = Link(last.url, last.words + found.words)
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _shows(node: dict[str, Any]) -> bool:
    return node.get("type") == "image" or bool((node.get("text") or "").strip())
