"""Tags as readers meet them: only those of something they can read, with how much that is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from taggit.models import Tag

from insights.content import clock

ITEMS = "insights_taggedinsight_items"
MOST = 40  # more than anybody reads through


@dataclass(frozen=True, order=True)
class Label:
    """A tag or topic to link to."""

    name: str
    url: str
    slug: str = ""
    count: int = 0


def tags_in_use() -> QuerySet[Tag]:
    """Tags of live insights, with `count`, the most used first."""
    opened = Tag.objects.filter(clock.open_now(f"{ITEMS}__content_object__")).exclude(slug="")
    return opened.annotate(count=Count(ITEMS)).order_by("-count", "name")


def labels(tags: QuerySet[Tag]) -> list[Label]:
    """These tags in the order of the alphabet."""
    rows = tags.values_list("name", "slug", "count")
    return sorted(Label(name, tag_url(slug), slug, count) for name, slug, count in rows)


def tag_url(slug: str) -> str:
    """The address of a tag's page; a tag of signs only has none, and its slug is empty."""
    return reverse("tag", args=[slug]) if slug else ""
