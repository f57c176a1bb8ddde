"""A few numbers worth remembering."""

from __future__ import annotations

from typing import Any

from insights.richtext import MarkdownWriter
from insights.sections.base import Section
from insights.sections.kind import KindMeta, RowsField, SectionForm, TextField, _
from insights.sections.rendering import Rendering


class FigureForm(SectionForm):
    """One number with what it counts."""

    value = TextField(label=_("Figure"), max_length=40)
    label = TextField(label=_("What it counts"), max_length=200)
    note = TextField(label=_("Note"), max_length=300, required=False)


class KeyFigures(Section):
    """Numbers in a row, each with a label."""

    label = _("Key figures")
    description = _("A few numbers worth remembering.")
    icon = "list"
    group = _("Text")
    handle = "key_figures"

    class Form(SectionForm):
        """A heading and the numbers."""

        heading = TextField(label=_("Heading"), max_length=200, required=False)
        figures = RowsField(FigureForm, label=_("Figures"), max_rows=12, required=True)
        handles = {"heading": "title"}

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "heading": "One year, in numbers",
            "figures": [
                {"id": "k1", "value": "41", "label": "launches watched from the first week"},
                {"id": "k2", "value": "9 in 10", "label": "pairs that kept the standing half hour"},
            ],
        }

    def text(self) -> str:
        rows = self.value("figures") or []
        parts = [self.value("heading"), *(row.get(name) for row in rows for name in ("value", "label", "note"))]
        return "\n".join(filter(None, parts))

    def markdown(self, writer: MarkdownWriter) -> str:
        heading = [f"## {writer.line(self.value('heading'))}"] if self.value("heading") else []
        rows = [row for row in self.value("figures") or [] if row.get("value")]
        lines = [" – ".join(writer.line(row[name]) for name in ("label", "note") if row.get(name)) for row in rows]
        figures = (f"- **{writer.line(row['value'])}** {line}" for row, line in zip(rows, lines, strict=True))
        return "\n\n".join([*heading, *filter(None, ["\n".join(figures)])]) if rows else ""

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        figures = [row for row in self.value("figures") or [] if row.get("value")]
        return {"heading": self.value("heading"), "figures": figures} if figures else None
