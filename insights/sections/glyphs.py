"""Brand glyphs for social links, inlined as SVG from the icon package; no icon font is sent and none committed."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from fontawesome_free_pack import get_icon


class Network(NamedTuple):
    """A social network: our name for it, what readers call it, its icon, its hosts."""

    name: str
    label: str
    icon: str
    hosts: tuple[str, ...]


NETWORKS = (
    Network("medium", "Medium", "medium", ("medium.com",)),
    Network("linkedin", "LinkedIn", "linkedin", ("linkedin.com", "lnkd.in")),
    Network("x", "X (Twitter)", "x-twitter", ("x.com", "twitter.com")),
    Network("facebook", "Facebook", "facebook-f", ("facebook.com", "fb.com")),
    Network("youtube", "YouTube", "youtube", ("youtube.com", "youtu.be")),
    Network("instagram", "Instagram", "instagram", ("instagram.com",)),
    Network("threads", "Threads", "threads", ("threads.net",)),
    Network("bluesky", "Bluesky", "bluesky", ("bsky.app",)),
    Network("mastodon", "Mastodon", "mastodon", ("mastodon.social",)),
    Network("tiktok", "TikTok", "tiktok", ("tiktok.com",)),
    Network("pinterest", "Pinterest", "pinterest", ("pinterest.com",)),
    Network("whatsapp", "WhatsApp", "whatsapp", ("wa.me", "whatsapp.com")),
    Network("telegram", "Telegram", "telegram", ("t.me", "telegram.org")),
    Network("github", "GitHub", "github", ("github.com",)),
    Network("vimeo", "Vimeo", "vimeo-v", ("vimeo.com",)),
    Network("slack", "Slack", "slack", ("slack.com",)),
    Network("spotify", "Spotify", "spotify", ("spotify.com",)),
)
OTHER_NAMES = {"twitter": "x", "x-twitter": "x", "square-x-twitter": "x", "youtube-square": "youtube"}


@cache
def network_of(icon_class: str) -> Network | None:
    """The network that a Font Awesome class names: "fa-brands fa-linkedin-in" → linkedin."""
    for word in icon_class.split():
        name = word.removeprefix("fa-").removeprefix("square-")
        for candidate in (name, name.rpartition("-")[0], name.partition("-")[0]):
            if found := _by_name().get(OTHER_NAMES.get(candidate, candidate)):
                return found
    return None


def network_at(url: str) -> Network | None:
    """The network whose host an address has."""
    host = host_of(url)
    return next((found for found in NETWORKS if any(_is_at(host, known) for known in found.hosts)), None)


def named(name: str) -> Network | None:
    """The network of our own name."""
    return _by_name().get(name)


def host_of(url: str) -> str:
    """The host that a reader would know an address by."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@cache
def glyph(network: Network | None) -> SafeString:
    """The network's mark as inline SVG, or our own globe."""
    icon = get_icon(f"brands/{network.icon}") if network else None
    if icon is None:
        return format_html(
            '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#globe"/></svg>', static("icons.svg")
        )
    opening = '<svg class="icon icon--fa" aria-hidden="true" focusable="false" fill="currentColor"'
    return mark_safe(icon.svg.replace("<svg", opening, 1))


@cache
def _by_name() -> dict[str, Network]:
    return {network.name: network for network in NETWORKS}


def _is_at(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}")
