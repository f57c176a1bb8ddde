"""The site's own texts: what stands round every page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.content.validators import storable, storable_json

DEMO_BAND = {
    "heading": "Make mentoring a strategic pillar of your transformation.",
    "text": "We help you design a program that people keep showing up to.",
    "invitation": "We’re here to help.",
    "invitation_link": "Schedule a conversation.",
    "button_text": "Schedule a demo",
    "explore": "Explore how MentorCloud can help you.",
    "explore_link": "About Us",
}


def demo_band() -> dict[str, str]:
    """The texts of the "Schedule a demo" band until the editors write their own."""
    return dict(DEMO_BAND)


class SiteProfile(models.Model):
    """One row with the brand, navigation, footer, profiles and call-to-action texts. Editable in the admin.

    Shapes: `navigation` [{label, url}]; `footer` [{heading, links: [{label, url}]}]; `profiles` [{network, url}];
    `demo_band` {heading, text, invitation, invitation_link, button_text, explore, explore_link}.
    """

    brand = models.CharField(_("brand"), max_length=100, default="MentorCloud", validators=[storable])
    tagline = models.CharField(_("tagline"), max_length=200, blank=True, validators=[storable])
    description = models.CharField(_("description"), max_length=300, blank=True, validators=[storable])
    email = models.EmailField(_("e-mail"), blank=True)
    navigation = models.JSONField(_("navigation"), default=list, blank=True, validators=[storable_json])
    footer = models.JSONField(_("footer"), default=list, blank=True, validators=[storable_json])
    profiles = models.JSONField(_("social profiles"), default=list, blank=True, validators=[storable_json])
    demo_band = models.JSONField(_("call to action"), default=demo_band, blank=True, validators=[storable_json])

    class Meta:
        verbose_name = _("site profile")
        verbose_name_plural = _("site profiles")

    def __str__(self) -> str:
        return self.brand

    @classmethod
    def current(cls) -> SiteProfile:
        """The site's profile; the migrations made it."""
        return cls.objects.get(pk=1)

    def profile_url(self, network: str) -> str:
        """The site's own page on a network ("linkedin"), or nothing."""
        return next((row.get("url", "") for row in self.profiles if row.get("network") == network), "")

    def band(self, **overrides: Any) -> dict[str, str]:
        """Call-to-action texts, with an insight's own words over the site's."""
        return DEMO_BAND | self.demo_band | {key: text for key, text in overrides.items() if text}
