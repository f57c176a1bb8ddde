"""What stands round every page: the site's profile with its glyphs."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from insights.content.models import SiteProfile
from insights.richtext import safe_url
from insights.sections.glyphs import glyph, named


class Frame:
    """The site profile as templates print it; addresses are checked again here."""

    def __init__(self, profile: SiteProfile) -> None:
        self.profile = profile

    def __getattr__(self, name: str) -> Any:
        return getattr(self.profile, name)

    @property
    def navigation(self) -> list[dict[str, str]]:
        return _safe(self.profile.navigation)

    @property
    def footer(self) -> list[dict[str, Any]]:
        return [column | {"links": _safe(column.get("links", []))} for column in self.profile.footer]

    @property
    def profiles(self) -> list[dict[str, str | SafeString]]:
        """The site's own profiles, as glyphs."""
        return profile_links(self.profile.profiles)

    @property
    def demo_band(self) -> dict[str, str]:
        return self.profile.band()


def profile_links(rows: list[dict[str, str]]) -> list[dict[str, str | SafeString]]:
    """Rows of a network and an address as links with glyphs; unknown networks and unsafe addresses are left out."""
    found = [(named(row.get("network", "")), safe_url(row.get("url"))) for row in rows]
    return [
        {"network": network.name, "label": network.label, "url": url, "glyph": glyph(network)}
        for network, url in found
        if network and url
    ]


def _safe(links: list[dict[str, str]]) -> list[dict[str, str]]:
    return [link for link in links if safe_url(link.get("url"))]
