"""The map of the site for search engines: an index and its parts, with dates and pictures.

Django's own sitemaps take the host from the request or from a table, and know no pictures.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from insights.content import clock
from insights.content.models import Insight
from insights.media.models import Image
from insights.public.absolute import absolute
from insights.public.conditional import answer
from insights.public.dates import updated
from insights.public.places import newest_in, page_of
from insights.sections.base import Reference

PER_FILE = 1000
MOST = 10_000  # parts
DATES = ("slug", "published_at", "visible_from", "updated_at", "number")
PAGES = ("home", "insight_list", "tag_list", "author_list", "archive", "about", "demo", "privacy", "api:docs")


@dataclass
class Location:
    """One address; of a page with its pictures."""

    url: str
    modified: datetime | None = None
    images: list[str] = field(default_factory=list)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts, each with the date of what is newest in it."""
    found = [updated(insight) for insight in _insights().only(*DATES)]
    files = [found[start : start + PER_FILE] for start in range(0, len(found), PER_FILE)]
    parts = [Location(reverse("sitemap_pages"))]
    if files:
        parts.append(Location(reverse("sitemap_topics"), max(found)))
    parts += [Location(reverse("sitemap_insights", args=[at]), max(dates)) for at, dates in enumerate(files, 1)]
    return _answer(request, "sitemap_index", parts)


@require_safe
def insights(request: HttpRequest, number: int) -> HttpResponse:
    """A thousand insights, oldest first, so that a full part stays as it is."""
    if not 1 <= number <= MOST:
        raise Http404
    rows = list(_insights().select_related("thumbnail").only(*DATES, *THUMBNAIL)[(number - 1) * PER_FILE :][:PER_FILE])
    if not rows:
        raise Http404
    pictures = _pictures(rows)
    return _answer(request, "sitemap", [Location(row.url, updated(row), pictures[row.pk]) for row in rows])


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Topics, tags and authors that have something to read, where the site has pages of them."""
    rows = ((page_of(kind, slug), newest) for kind, found in newest_in().items() for slug, newest in found)
    return _answer(request, "sitemap", [Location(url, newest) for url, newest in rows if url])


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The site's own pages."""
    return _answer(request, "sitemap", [Location(reverse(name)) for name in PAGES])


THUMBNAIL = ("thumbnail__file", "thumbnail__width", "thumbnail__height")


def _insights() -> Any:
    return Insight.objects.live().order_by("published_at", "pk")


def _pictures(rows: Sequence[Insight]) -> dict[uuid.UUID, list[str]]:
    """The pictures that each insight shows now: its thumbnail, and those of sections that readers see."""
    shown: dict[uuid.UUID, dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.thumbnail and row.thumbnail.url:
            shown[row.pk][absolute(row.thumbnail.url)] = None
    for pk, name in _mentioned([row.pk for row in rows]):
        shown[pk][absolute(Image(file=name).url)] = None
    return {row.pk: list(shown[row.pk]) for row in rows}


def _mentioned(pks: Sequence[uuid.UUID]) -> Iterable[tuple[uuid.UUID, str]]:
    now = clock.now()
    begun = Q(section__visible_from=None) | Q(section__visible_from__lte=now)
    lasting = Q(section__visible_until=None) | Q(section__visible_until__gt=now)
    rows = Reference.objects.filter(begun, lasting, section__insight__in=pks, section__enabled=True)
    rows = rows.filter(image__isnull=False).exclude(image__file="").order_by("section__position", "pk")
    return rows.values_list("section__insight", "image__file")


def _answer(request: HttpRequest, template: str, locations: Iterable[Location]) -> HttpResponse:
    full = [Location(absolute(found.url), found.modified, found.images) for found in locations]
    return answer(request, render_to_string(f"insights/{template}.xml", {"locations": full}), "application/xml")
