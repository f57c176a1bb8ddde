"""A picture with a caption."""

from __future__ import annotations

from typing import Any

from insights.richtext import MarkdownWriter
from insights.sections.base import Figure, Section
from insights.sections.kind import FlagField, ImageField, KindMeta, SectionForm, TextField, _
from insights.sections.rendering import Rendering


class Picture(Section):
    """One image in the flow of the text; the designed fallback stands in while its file is missing."""

    label = _("Image")
    description = _("A picture with a caption, in the text's width or wider.")
    icon = "figure"
    group = _("Media")
    handle = "image"

    class Form(SectionForm):
        """The image by its path, and what is said about it here."""

        image = ImageField(label=_("Image"), required=True)
        alt = TextField(label=_("Alternative text"), help_text=_("Empty: the image's own."), required=False)
        caption = TextField(label=_("Caption"), long=True, max_length=1000, required=False)
        wide = FlagField(label=_("Wider than the text"))

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {
            "image": "image/sample-figure.jpg",
            "alt": "Two smooth stones resting in raked sand.",
            "caption": "One pair, one year.",
            "wide": True,
        }

    def pictures(self) -> list[Figure]:
        path = self.value("image")
        return [Figure("alt", path, self.value("alt") or "")] if path else []

    def text(self) -> str:
        return self.value("caption") or ""

    def summary(self) -> str:
        return self.value("caption") or self.value("image") or ""

    def markdown(self, writer: MarkdownWriter) -> str:
        return writer.picture(self.value("image"), self.value("alt") or "", self.value("caption") or "")

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        path = self.value("image")
        if not path:
            return None
        picture = rendering.picture(path)
        alt = self.value("alt") or (picture.words if picture else "")
        return {"picture": picture, "alt": alt, "caption": self.value("caption"), "wide": bool(self.value("wide"))}
