"""Rich text."""

from __future__ import annotations

from typing import Any

from insights.sections.base import Section
from insights.sections.kind import KindMeta, RichTextField, SectionForm, _
from insights.sections.rendering import Rendering


class Text(Section):
    """Paragraphs, headings, lists and all else that rich text holds."""

    label = _("Text")
    description = _("Paragraphs, headings, lists, tables.")
    icon = "text"
    group = _("Text")
    handle = "text"

    class Form(SectionForm):
        """One field."""

        body = RichTextField(label=_("Text"))
        handles = {"body": "text"}

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        paragraph = "Choose one verb to practise for the first month, and tell your mentee which one it is."
        items = ["Ask one question more than you answer.", "Write down what surprised you.", "End with a date."]
        bullets = [{"type": "listItem", "content": [_block("paragraph", item)]} for item in items]
        heading = _block("heading", "Begin with one verb", level=3)
        return {"body": [heading, _block("paragraph", paragraph), {"type": "bulletList", "content": bullets}]}

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        html = rendering.richtext.html(self.value("body") or [])
        return {"html": html} if html else None


def _block(kind: str, text: str, **attrs: Any) -> dict[str, Any]:
    return {"type": kind, **({"attrs": attrs} if attrs else {}), "content": [{"type": "text", "text": text}]}
