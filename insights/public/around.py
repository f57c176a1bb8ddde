"""What an insight stands among: its topics, its tags, and the insights before and after it – in one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db.models import DateTimeField, F, Q, QuerySet, UUIDField, Value
from django.urls import reverse
from taggit.models import Tag

from insights.content.models import Category, Insight
from insights.content.prepared import Parameter, Prepared
from insights.public.tags import ITEMS, Label, tag_url

TOPIC, TAG, OLDER, NEWER = "a", "b", "c", "d"
VERSION, HOME = (Parameter(name, UUIDField()) for name in ("version", "home"))
DATE = Parameter("date", DateTimeField())


@dataclass
class Around:
    """What stands round an insight."""

    topics: list[Label] = field(default_factory=list)
    tags: list[Label] = field(default_factory=list)
    older: Label | None = None
    newer: Label | None = None


def around(insight: Insight) -> Around:
    """The neighbours in order of publication are live ones, and never another version of the insight itself."""
    found: dict[str, list[Label]] = defaultdict(list)
    for part, name, slug, _place in sorted(_rows(insight), key=itemgetter(0, 3)):
        found[part].append(Label(name, _address(part, slug), slug))
    older, newer = (next(iter(found[part]), None) for part in (OLDER, NEWER))
    return Around(found[TOPIC], [tag for tag in found[TAG] if tag.slug], older, newer)


def _rows(insight: Insight) -> list[Any]:
    date = insight.published_at
    return PARTS.rows(date is not None, version=insight.pk, home=insight.home_id, date=date)


def _parts(dated: bool) -> QuerySet:
    parts = [
        _part(TOPIC, Category.objects.filter(placements__insight=VERSION), "name", F("placements__position")),
        _part(TAG, Tag.objects.filter(**{f"{ITEMS}__content_object": VERSION}), "name", F(f"{ITEMS}__pk")),
    ]
    if dated:
        # SQLite takes no LIMIT inside a UNION, so the limits stand one level deeper.
        parts += [_part(name, Insight.objects.filter(pk__in=rows.values("pk")[:1])) for name, rows in _neighbours()]
    return parts[0].union(*parts[1:], all=True)


def _part(name: str, rows: QuerySet, words: str = "title", place: Any = None) -> QuerySet:
    rows = rows.order_by().annotate(part=Value(name), place=place or Value(0))
    return rows.values_list("part", words, "slug", "place")


def _neighbours() -> list[tuple[str, QuerySet]]:
    others = Insight.objects.live().exclude(working_copy=HOME)
    older = others.filter(Q(published_at__lt=DATE) | Q(pk__lt=VERSION), published_at__lte=DATE)
    newer = others.filter(Q(published_at__gt=DATE) | Q(pk__gt=VERSION), published_at__gte=DATE)
    return [(OLDER, older.order_by("-published_at", "-pk")), (NEWER, newer.order_by("published_at", "pk"))]


def _address(part: str, slug: str) -> str:
    if part == TAG:
        return tag_url(slug)
    return reverse("category" if part == TOPIC else "insight_detail", args=[slug])


PARTS = Prepared(_parts)
