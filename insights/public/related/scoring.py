"""How well other insights suit one's page: topics and tags in common first, then likeness, then recency."""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from insights.content.models import Insight, Placement, TaggedInsight
from insights.content.querysets import InsightQuerySet
from insights.content.related import RelatedCandidate
from insights.public.related.vectors import Likeness

TOPIC, TAG, LIKENESS, RECENCY = 0.5, 0.2, 0.4, 0.1  # likeness alone never outweighs a topic in common
TAGS = 3  # more in common than that count no more
ALIKE = 0.08  # less is chance
YEARS = 3
YEAR = 365.25 * 24 * 3600
POOL = 40  # the newest of a topic or a tag
TAGS_READ = 20
NOTHING = Likeness(0.0, [])


@dataclass
class Facts:
    """What is to be known of an insight to compare it: names of topics and tags, and its date."""

    date: datetime
    topics: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)


class Scored(NamedTuple):
    """How well one suits another and, in JSON, why."""

    score: float
    reasons: dict[str, Any]


def score(source: Facts, target: Facts, likeness: Likeness = NOTHING) -> Scored | None:
    """None when they have nothing in common. Nothing depends on the day it is worked out, so scores stay comparable."""
    topics = [name for key, name in source.topics.items() if key in target.topics]
    tags = [name for key, name in source.tags.items() if key in target.tags]
    cosine = likeness.cosine if likeness.cosine >= ALIKE else 0.0
    if not (topics or tags or cosine):
        return None
    years = (target.date - source.date).total_seconds() / YEAR
    recency = (min(max(years, -YEARS), YEARS) + YEARS) / (2 * YEARS)
    alike = math.sqrt(cosine)  # cosines of real texts are small
    total = TOPIC * bool(topics) + TAG * min(len(tags), TAGS) + LIKENESS * alike + RECENCY * recency
    words = likeness.words if cosine else []
    reasons = {"topics": topics, "tags": tags, "words": words, "likeness": round(cosine, 3), "newer": years > 0}
    return Scored(round(total, 4), reasons)


def facts(versions: InsightQuerySet) -> dict[uuid.UUID, Facts]:
    """Of each insight that has one of these versions, in three queries: what readers see goes before what they will."""
    rows: Sequence[Any] = list(versions.order_by("-is_live").values_list("pk", "working_copy_id", "published_at"))
    first = {home: (pk, date) for pk, home, date in reversed(rows)}
    homes = {pk: home for home, (pk, _) in first.items()}
    found = {home: Facts(date) for home, (_, date) in first.items()}
    placed = Placement.objects.filter(insight__in=list(homes)).order_by("position")
    for pk, key, name in placed.values_list("insight_id", "category_id", "category__name"):
        found[homes[pk]].topics[key] = name
    tagged = TaggedInsight.objects.filter(content_object__in=list(homes)).order_by("pk")
    for pk, key, name in tagged.values_list("content_object_id", "tag_id", "tag__name"):
        found[homes[pk]].tags[key] = name
    return found


def neighbours(facts: Facts) -> set[uuid.UUID]:
    """Insights that have a topic or a tag in common, the newest of each."""
    found: set[uuid.UUID] = set()
    newest = Insight.objects.staged().order_by("-published_at", "-pk").values_list("working_copy", flat=True)
    for key in facts.topics:
        placed = Placement.objects.filter(category=key, visible_from__isnull=False).order_by("-live_at", "-insight")
        found.update(placed.values_list("insight__working_copy", flat=True)[:POOL])  # type: ignore[arg-type]
    for key in list(facts.tags)[:TAGS_READ]:
        found.update(newest.filter(tagged__tag=key)[:POOL])  # type: ignore[arg-type]
    return found


def best(scores: dict[uuid.UUID, Scored], count: int) -> dict[uuid.UUID, Scored]:
    """The highest scores."""
    order = sorted(scores, key=lambda key: (-scores[key].score, key))
    return {key: scores[key] for key in order[:count]}


def candidate(source: uuid.UUID, target: uuid.UUID, found: Scored) -> RelatedCandidate:
    """A row, not stored yet."""
    return RelatedCandidate(source_id=source, target_id=target, score=found.score, reasons=found.reasons)
