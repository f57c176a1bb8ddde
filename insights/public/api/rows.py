"""Insights as data: each field of a list's rows, from three queries for all of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from insights.content.models import Insight, Placement, TaggedInsight
from insights.content.querysets import CARD, InsightQuerySet
from insights.media.models import Image
from insights.public import twins
from insights.public.absolute import absolute
from insights.public.dates import first_published, updated
from insights.public.places import page_of

Named = dict[str, str]
Filed = dict[uuid.UUID, list[Named]]
NARROW = (*CARD, "byline", "visible_from", "updated_at", "author__name", "author__slug", "thumbnail__credit")
CROPS = ("full", "card", "tall", "square")


@dataclass
class Filing:
    """Where some insights are filed: read for all of them at once, and only what was asked for."""

    categories: Filed
    tags: Filed

    @classmethod
    def of(cls, insights: Sequence[Insight], names: Iterable[str]) -> Filing:
        pks = [insight.pk for insight in insights]
        placed = Placement.objects.filter(insight__in=pks).order_by("position", "pk")
        tagged = TaggedInsight.objects.filter(content_object__in=pks).exclude(tag__slug="").order_by("pk")
        return cls(
            _filed("categories", placed, "insight", "category") if "categories" in names else {},
            _filed("tags", tagged, "content_object", "tag") if "tags" in names else {},
        )


def narrow(insights: InsightQuerySet) -> InsightQuerySet:
    """Rows with what a list tells, in one query, and no text in them."""
    return insights.select_related("author", "category", "thumbnail").only(*NARROW)


def rows(insights: Sequence[Insight], names: Sequence[str]) -> list[dict[str, Any]]:
    """These insights with these fields."""
    filing = Filing.of(insights, names)
    return [{name: FIELDS[name](insight, filing) for name in names} for insight in insights]


def named(kind: str, slug: str, name: str) -> Named:
    """A category, tag or author with its page."""
    return {"slug": slug, "name": name, "url": absolute(page_of(PAGES[kind], slug))}


def picture(image: Image | None) -> dict[str, Any] | None:
    """A picture that is there, with the files that pages print of it."""
    if image is None or not image.url:
        return None
    return {
        "url": absolute(image.url),
        "width": image.width or 0,
        "height": image.height or 0,
        "alt": image.words,
        "credit": image.credit,
        "colour": image.colour,
        "sizes": [_size(image, crop) for crop in image.renditions.get("widths") or {} if crop in CROPS],
    }


def _size(image: Image, crop: str) -> dict[str, Any]:
    cut = getattr(image, crop)
    return {"crop": crop, "url": absolute(cut.url), "width": cut.width, "height": cut.height}


def _filed(kind: str, found: QuerySet[Any], insight: str, thing: str) -> Filed:
    filed: Filed = defaultdict(list)
    for pk, slug, name in found.values_list(f"{insight}_id", f"{thing}__slug", f"{thing}__name"):
        filed[pk].append(named(kind, slug, name))
    return filed


def _author(insight: Insight, filing: Filing) -> Named | None:
    return named("authors", insight.author.slug, insight.author.name) if insight.author else None


def _category(insight: Insight, filing: Filing) -> Named | None:
    return named("categories", insight.category.slug, insight.category.name) if insight.category else None


PAGES = {"categories": "topics", "tags": "tags", "authors": "authors"}
FIELDS: dict[str, Callable[[Insight, Filing], Any]] = {
    "id": lambda insight, filing: insight.home_id,
    "url": lambda insight, filing: absolute(insight.url),
    "slug": lambda insight, filing: insight.slug,
    "title": lambda insight, filing: insight.title,
    "summary": lambda insight, filing: insight.teaser,
    "byline": lambda insight, filing: insight.byline or (insight.author.name if insight.author else ""),
    "author": _author,
    "category": _category,
    "categories": lambda insight, filing: filing.categories.get(insight.pk, []),
    "tags": lambda insight, filing: filing.tags.get(insight.pk, []),
    "image": lambda insight, filing: picture(insight.thumbnail),
    "published": lambda insight, filing: first_published(insight),
    "updated": lambda insight, filing: updated(insight),
    "reading_minutes": lambda insight, filing: insight.reading_minutes,
    "detail": lambda insight, filing: absolute(reverse("api:insight", args=[insight.slug])),
    "markdown": lambda insight, filing: absolute(twins.address(insight)),
}
