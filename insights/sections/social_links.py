"""Links to the company's profiles."""

from __future__ import annotations

from typing import Any

from insights.content.models import SiteProfile
from insights.richtext import Problem, safe_url
from insights.sections.base import Section
from insights.sections.glyphs import NETWORKS, glyph, host_of, network_at, network_of
from insights.sections.kind import KindMeta, LinkField, RowsField, SectionForm, TextField, _
from insights.sections.rendering import Rendering


class LinkForm(SectionForm):
    """One profile. Without an address the site's own profile on that network is meant."""

    url = LinkField(label=_("Address"), required=False, help_text=_("Empty: the site's profile on that network."))
    icon = TextField(
        label=_("Icon"),
        max_length=100,
        required=False,
        help_text=_("Like “fa-brands fa-linkedin”."),
        suggestions=[(f"fa-brands fa-{network.icon}", network.label) for network in NETWORKS],
    )
    handles = {"url": "link", "icon": "icon_class"}


class SocialLinks(Section):
    """Profiles as brand glyphs. What leads nowhere prints no link."""

    label = _("Social links")
    description = _("Profiles on social networks, as icons.")
    icon = "share"
    group = _("More")
    handle = "social_media"

    class Form(SectionForm):
        """The links, in order."""

        links = RowsField(LinkForm, label=_("Links"), max_rows=20, required=True)
        handles = {"links": "social_media"}

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        hosts = {
            "linkedin": "linkedin.com/company",
            "x-twitter": "x.com",
            "youtube": "youtube.com",
            "facebook": "facebook.com",
        }
        rows = ((f"https://www.{host}/example", f"fa-brands fa-{icon}") for icon, host in hosts.items())
        return {"links": [{"id": f"s{n}", "url": url, "icon": icon} for n, (url, icon) in enumerate(rows, 1)]}

    def summary(self) -> str:
        rows = self.value("links") or []
        found = (network_of(row.get("icon") or "") or network_at(row.get("url") or "") for row in rows)
        return ", ".join(network.label for network in found if network)

    def advice(self, site: SiteProfile) -> list[Problem]:
        rows = enumerate(self.value("links") or [])
        empty = [Problem(f"links[{index}].url", _nowhere(row)) for index, row in rows if not _link(row, site)]
        return [*super().advice(site), *empty]

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        links = [link for row in self.value("links") or [] if (link := _link(row, rendering.site))]
        return {"links": links} if links else None


def _link(row: dict[str, Any], site: SiteProfile) -> dict[str, Any] | None:
    network = network_of(row.get("icon") or "") or network_at(row.get("url") or "")
    url = safe_url(row.get("url")) or (site.profile_url(network.name) if network else "")
    if not url:
        return None
    return {"url": url, "label": network.label if network else host_of(url), "glyph": glyph(network)}


def _nowhere(row: dict[str, Any]) -> str:
    if network := network_of(row.get("icon") or ""):
        return _("No address, and the site has no profile on %s: readers do not see it.") % network.label
    return str(_("No address and no network: readers do not see it."))
