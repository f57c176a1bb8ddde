"""A feed as every format prints it: what is new in one place, with whole texts."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language

from insights.content.models import Insight, SiteProfile, TaggedInsight
from insights.media.models import Image
from insights.public.absolute import absolute
from insights.public.dates import first_published, updated
from insights.public.fulltext import full_html, renderings, with_text
from insights.public.places import EVERYTHING, Place
from insights.public.portable import storable_text
from insights.sections.rendering import Rendering

LENGTH = 20
FORMATS = {"atom": "atom.xml", "rss": "rss.xml", "json": "feed.json"}


@dataclass
class Entry:
    """One insight. Its id outlives every address it may have."""

    id: str
    url: str
    title: str
    author: str
    summary: str
    html: str
    image: str
    tags: list[str]
    published: datetime
    updated: datetime


@dataclass
class Feed:
    """A place's newest insights; `addresses` maps formats to this feed's own addresses."""

    title: str
    description: str
    url: str
    addresses: dict[str, str]
    author: str
    language: str
    entries: list[Entry]

    @property
    def updated(self) -> datetime | None:
        return max((entry.updated for entry in self.entries), default=None)


def address(kind: str, slug: str, form: str) -> str:
    """The path of a place's feed in one format."""
    if kind == EVERYTHING:
        return reverse("feed", args=[form])
    return reverse("place_feed", args=[kind, slug, form])


def feed(place: Place) -> Feed:
    """All of it, in a constant number of queries."""
    site = SiteProfile.current()
    insights = list(with_text(place.insights)[:LENGTH])
    texts, tags = renderings(insights), _tags(insights)
    return Feed(
        title=storable_text(f"{place.title} · {site.brand}"),
        description=storable_text(place.description or site.description),
        url=absolute(place.url),
        addresses={form: absolute(address(place.kind, place.slug, form)) for form in FORMATS},
        author=storable_text(site.brand),
        language=get_language() or "en",
        entries=[_entry(insight, texts[insight.pk], tags[insight.pk], site.brand) for insight in insights],
    )


def _entry(insight: Insight, text: Rendering, tags: Sequence[str], brand: str) -> Entry:
    opening = text.opening
    words = opening.description or insight.summary or insight.teaser
    return Entry(
        id=f"urn:uuid:{insight.home_id}",
        url=absolute(insight.url),
        title=storable_text(insight.title),
        author=storable_text(insight.author.name if insight.author else insight.byline or brand),
        summary=storable_text(words),
        html=full_html(text),
        image=_address_of(text.picture(opening.hero) or insight.thumbnail),
        tags=[storable_text(name) for name in dict.fromkeys([*_topic(insight), *tags])],
        published=first_published(insight),
        updated=updated(insight),
    )


def _topic(insight: Insight) -> list[str]:
    return [insight.category.name] if insight.category else []


def _address_of(image: Image | None) -> str:
    return absolute(image.url) if image and image.url else ""


def _tags(insights: Iterable[Insight]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = TaggedInsight.objects.filter(content_object__in=[insight.pk for insight in insights]).order_by("pk")
    for pk, name in rows.values_list("content_object_id", "tag__name"):
        found[pk].append(name)
    return found
