"""What insights are found under: all of them, a topic, a tag, an author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from taggit.models import Tag

from insights.content import clock
from insights.content.models import Author, Category, Insight
from insights.content.querysets import InsightQuerySet

EVERYTHING = "insights"


@dataclass
class Place:
    """One such collection. `kind` and `slug` are its part in the addresses of feeds."""

    kind: str
    slug: str
    title: str
    description: str
    url: str
    insights: InsightQuerySet


def everything() -> Place:
    """All insights, newest first."""
    return Place(EVERYTHING, "", _("Insights"), "", reverse("insight_list"), Insight.objects.listed())


def page_of(kind: str, slug: str) -> str:
    """The page of a topic, tag or author; empty when the site has no pages of that kind."""
    try:
        return reverse(PAGES[kind], args=[slug])
    except NoReverseMatch:
        return ""


def find(kind: str, slug: str) -> Place:
    """One topic, tag or author; raises Http404. A tag or an author readers cannot read anything of is none."""
    if "\0" in slug:
        raise Http404
    place = FINDERS[kind](slug)
    if kind != "topics" and not place.insights.exists():
        raise Http404
    return place


def _topic(slug: str) -> Place:
    topic = get_object_or_404(Category, slug=slug)
    return Place("topics", slug, topic.name, topic.description, topic.url, Insight.objects.placed_in(topic))


def _tag(slug: str) -> Place:
    tag = get_object_or_404(Tag, slug=slug)
    insights = Insight.objects.listed().filter(tagged__tag=tag)
    return Place("tags", slug, tag.name, "", _page("tags", slug), insights)


def _author(slug: str) -> Place:
    author = get_object_or_404(Author, slug=slug)
    insights = Insight.objects.listed().filter(author=author)
    return Place("authors", slug, author.name, author.bio, _page("authors", slug), insights)


def _page(kind: str, slug: str) -> str:
    return page_of(kind, slug) or reverse("insight_list")


PAGES = {"topics": "category", "tags": "tag", "authors": "author"}
FINDERS: dict[str, Callable[[str], Place]] = {"topics": _topic, "tags": _tag, "authors": _author}


def newest_in() -> dict[str, list[tuple[str, datetime]]]:
    """Of each kind the places that have something to read: their slugs, and since when their newest is there."""
    placed = clock.open_now("placements__")
    tagged = "insights_taggedinsight_items__content_object__"
    found: dict[str, QuerySet[Any]] = {
        "topics": Category.objects.topics().annotate(newest=Max("placements__visible_from", filter=placed)),
        "tags": Tag.objects.filter(clock.open_now(tagged))
        .annotate(newest=Max(f"{tagged}visible_from"))
        .order_by("slug"),
        "authors": Author.objects.filter(clock.open_now("insight__")).annotate(newest=Max("insight__visible_from")),
    }
    return {kind: list(rows.values_list("slug", "newest")) for kind, rows in found.items()}
