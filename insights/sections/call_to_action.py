"""The "Schedule a demo" band."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from insights.content.demo_links import demo_url
from insights.richtext import safe_url
from insights.sections.base import Section
from insights.sections.kind import KindMeta, LinkField, SectionForm, TextField, _
from insights.sections.rendering import Rendering


class CallToAction(Section):
    """A dark band that invites to a conversation. Every empty field says what the site profile says."""

    label = _("Call to action")
    description = _("The “Schedule a demo” band; empty fields take the site's words.")
    icon = "cta"
    group = _("More")
    handle = "call-to-action"
    wide = True

    class Form(SectionForm):
        """The words of the band, each over the site's own."""

        heading = TextField(label=_("Heading"), max_length=200, required=False)
        text = TextField(label=_("Text"), long=True, max_length=600, required=False)
        invitation = TextField(label=_("Invitation"), max_length=200, required=False)
        invitation_link = TextField(label=_("Words of its link"), max_length=100, required=False)
        button_text = TextField(label=_("Button"), max_length=60, required=False)
        button_url = LinkField(label=_("Address of the button"), required=False)
        explore = TextField(label=_("Last line"), max_length=200, required=False)
        explore_link = TextField(label=_("Words of its link"), max_length=100, required=False)

        handles = {"heading": "title", "text": "description", "button_url": "button_link"}

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {"heading": "Start with one standing half hour.", "button_text": "Schedule a demo"}

    @classmethod
    def closing_data(cls) -> dict[str, Any] | None:
        return {}

    def summary(self) -> str:
        return self.value("heading") or ""

    def text(self) -> str:
        return "\n".join(filter(None, (self.value("heading"), self.value("text"))))

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        words = rendering.site.band(**{name: self.value(name) for name in self.Form.base_fields})
        here = demo_url(rendering.insight, self.uid)
        own = safe_url(self.value("button_url"))
        return words | {"demo_url": here, "button_url": here if own in (None, "", reverse("demo")) else own}
