"""Sections as data and as HTML: those that readers see now, and of them what their page prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from insights.content.models import Insight
from insights.public.api.rows import picture
from insights.public.portable import portable
from insights.richtext import Nodes, RichTextError, repair, safe_url
from insights.sections.base import Section
from insights.sections.fields import LinkField
from insights.sections.forms import SectionForm
from insights.sections.references import InsightsField
from insights.sections.registry import name_of
from insights.sections.rendering import Rendering
from insights.sections.richtext import RichTextField, SourceField, image_sources
from insights.sections.rows import RowsField


class Texts:
    """The sections of one insight, printed once for both."""

    def __init__(self, insight: Insight) -> None:
        self.insight, self.rendering = insight, Rendering(insight)
        self.printed = [(section, self._data(section), html) for section, html in self.rendering.printed]

    def sections(self) -> list[dict[str, Any]]:
        """Each with its data and its HTML."""
        return [
            {"uid": section.uid, "kind": name_of(type(section)), "data": told, "html": portable(html, self.insight.url)}
            for section, told, html in self.printed
        ]

    def images(self) -> dict[str, Any]:
        """The pictures that the data mentions, as far as they are there."""
        paths = {path for section, told, _html in self.printed for path in _mentioned(section, told)}
        found = {path: picture(self.rendering.picture(path)) for path in sorted(paths)}
        return {path: told for path, told in found.items() if told}

    def hero(self) -> dict[str, Any] | None:
        """The picture at the top of the page."""
        return picture(self.rendering.picture(self.rendering.opening.hero))

    def description(self) -> str:
        """The opening sentences."""
        return self.rendering.opening.description

    def _data(self, section: Section) -> dict[str, Any]:
        printed = {passage.field: _sound(passage.nodes) for passage in section.passages()}
        cards = [str(card.home_id) for card in self.rendering.cards.get(section.uid, [])]
        return data(section.Form, section.data, printed, cards)


def _sound(nodes: Nodes) -> Nodes:
    """Without anything that would run or could not be sent, whatever way it took into the database."""
    try:
        return repair(nodes)[0]
    except RichTextError:
        return []


def _mentioned(section: Section, told: dict[str, Any]) -> set[str]:
    """Paths of the pictures in a section's data; those of a source stand in the text that it became."""
    inside = (path for passage in section.passages() for path in image_sources(passage.nodes))
    return {*section.Form.images_in(told), *inside}


def data(
    form: type[SectionForm], values: Mapping[str, Any], printed: Mapping[str, Any], cards: list[str], path: str = ""
) -> dict[str, Any]:
    """The values that the kind's form knows and that matter now.

    Of rich text only what is printed: an article has two texts and shows one. Of insights only those that readers see.
    What documents carried beside that is for their export alone.
    """
    told: dict[str, Any] = {"id": values["id"]} if path and "id" in values else {}
    for name, field in form.base_fields.items():
        where, value = f"{path}{name}", values.get(name)
        if isinstance(field, RichTextField | SourceField):
            value = printed.get(where)
        elif isinstance(field, InsightsField):
            value = [pk for pk in value or [] if pk in cards]
        elif isinstance(field, RowsField):
            rows = enumerate(value or [])
            value = [data(field.row, row, printed, cards, f"{where}[{at}].") for at, row in rows]
        elif isinstance(field, LinkField):
            value = safe_url(value) if value else ""
        if value not in (None, "", []) and _matters(field, form, values):
            told[name] = value
    return told


def _matters(field: Any, form: type[SectionForm], values: Mapping[str, Any]) -> bool:
    """Whether the other fields are such that this one is used at all."""
    for other, wanted in field.shown_when.items():
        value = values.get(other) or form.base_fields[other].initial
        if value not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            return False
    return True
