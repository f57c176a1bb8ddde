"""What a page tells machines in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from insights.public.absolute import absolute
from insights.public.dates import first_published
from insights.public.frame import Frame
from insights.public.pages import Page
from insights.public.places import page_of

Node = dict[str, Any]
Step = tuple[str, str]
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(nodes: Sequence[Node]) -> SafeString:
    """The nodes for a script element: nothing in them ends it, or means anything to HTML or XML."""
    found = {"@context": "https://schema.org", "@graph": list(nodes)}
    return mark_safe(json.dumps(found, separators=(",", ":")).translate(ESCAPED))


def site_nodes(site: Frame) -> list[Node]:
    """Who publishes the site, and the site itself."""
    home = absolute(reverse("home"))
    organization = {
        "@type": "Organization",
        "@id": f"{home}#organization",
        "name": site.brand,
        "url": home,
        "logo": absolute(static("favicon.svg")),
        "description": site.description,
        "email": site.email,
        "sameAs": [profile["url"] for profile in site.profiles if str(profile["url"]).startswith("http")],
    }
    website = {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": site.brand,
        "url": home,
        "description": site.tagline or site.description,
        "inLanguage": get_language() or "en",
        "publisher": {"@id": f"{home}#organization"},
    }
    return [_full(organization), _full(website)]


def trail(steps: Sequence[Step]) -> Node:
    """The way from the front page to this one: names with their paths."""
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
        for at, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article(page: Page, url: str, image: str, description: str) -> Node:
    """An insight as an article. `author` is the organization where nobody else is named."""
    home = absolute(reverse("home"))
    organization = {"@id": f"{home}#organization"}
    return _full(
        {
            "@type": "Article",
            "@id": f"{url}#article",
            "headline": page.title,
            "description": description,
            "image": [image],
            "datePublished": first_published(page._insight).isoformat(),
            "dateModified": page.updated.isoformat(),
            "author": _author(page) or organization,
            "publisher": organization,
            "mainEntityOfPage": url,
            "isPartOf": {"@id": f"{home}#website"},
            "articleSection": page.category.name if page.category else "",
            "timeRequired": f"PT{page.reading_minutes}M" if page.reading_minutes else "",
            "inLanguage": get_language() or "en",
            "isAccessibleForFree": True,
        }
    )


def of_sections(page: Page) -> list[Node]:
    """What the sections that are shown say of themselves; nodes of one type are one, with what each of them holds."""
    merged: dict[str, Node] = {}
    for node in _told(page):
        known = merged.setdefault(node["@type"], {})
        for name, value in node.items():
            known[name] = [*known[name], *value] if name in known and isinstance(value, list) else value
    return list(merged.values())


def _told(page: Page) -> Iterable[Node]:
    return (node for section, _html in page.rendering.printed for node in section.structured())


def _author(page: Page) -> Node | None:
    name = page.author.name if page.author else page.byline
    if not name or name == page.site.brand:
        return None
    path = page_of("authors", page.author.slug) if page.author else ""
    return _full({"@type": "Person", "name": name, "url": absolute(path) if path else ""})


def _full(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}
