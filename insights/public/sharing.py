"""Ways to pass a page on: plain links that tell nobody anything until they are followed."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from insights.sections.glyphs import glyph, named

NETWORKS = (
    ("linkedin", "https://www.linkedin.com/sharing/share-offsite/", "url", ""),
    ("x", "https://x.com/intent/post", "url", "text"),
    ("facebook", "https://www.facebook.com/sharer/sharer.php", "u", ""),
)


class Way(NamedTuple):
    """One link of the share row; without a glyph it is an icon of our own."""

    label: str
    url: str
    glyph: SafeString | None = None


def ways(title: str, url: str) -> list[Way]:
    """By e-mail and on the networks."""
    letter = f"mailto:?{urlencode({'subject': title, 'body': url}, quote_via=quote)}"
    return [Way(_("Share by e-mail"), letter), *(_on(row, title, url) for row in NETWORKS)]


def _on(row: tuple[str, str, str, str], title: str, url: str) -> Way:
    name, address, place, words = row
    network = named(name)
    asked = {place: url} | ({words: title} if words else {})
    label = network.label if network else name
    return Way(_("Share on %s") % label, f"{address}?{urlencode(asked, quote_via=quote)}", glyph(network))
