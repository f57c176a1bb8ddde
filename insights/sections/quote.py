"""A sentence set apart, with who said it."""

from __future__ import annotations

from typing import Any

from insights.richtext import MarkdownWriter
from insights.sections.base import Section
from insights.sections.kind import KindMeta, SectionForm, TextField, _
from insights.sections.rendering import Rendering


class Quote(Section):
    """A pull quote."""

    label = _("Quote")
    description = _("A sentence set apart, with who said it.")
    icon = "quote"
    group = _("Text")
    handle = "quote"

    class Form(SectionForm):
        """What was said, and by whom."""

        quote = TextField(label=_("Quote"), long=True, max_length=1000)
        cite = TextField(label=_("Who said it"), max_length=200, required=False)
        role = TextField(label=_("Who that is"), max_length=200, required=False)

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "quote": "I stopped preparing answers and started preparing better silences.",
            "cite": "Tomasz",
            "role": "plant manager and mentor since 2024",
        }

    def text(self) -> str:
        return "\n".join(filter(None, (self.value("quote"), self.value("cite"), self.value("role"))))

    def markdown(self, writer: MarkdownWriter) -> str:
        lines = [writer.line(line) for line in (self.value("quote") or "").splitlines() if line.strip()]
        who = ", ".join(writer.line(self.value(name)) for name in ("cite", "role") if self.value(name))
        return "\n>\n".join(f"> {line}" for line in [*lines, *([f"— {who}"] if who else [])]) if lines else ""

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        if not (self.value("quote") or "").strip():
            return None
        return {name: self.value(name) for name in ("quote", "cite", "role")}
