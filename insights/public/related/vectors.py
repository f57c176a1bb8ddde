"""TF-IDF vectors of insights, and how like each other they are, with a bound on what is read however many there are."""

from __future__ import annotations

import math
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count

from insights.content.models import Insight
from insights.content.related import RelatedTerm
from insights.public.related.words import Word

READ = 2_000  # entries of the index of words: the tellingest words first
SHOWN = 4
Vector = dict[str, float]


class Likeness(NamedTuple):
    """The cosine of two insights' vectors, and the words it comes from."""

    cosine: float
    words: list[str]


def frequencies(words: Iterable[str]) -> dict[str, int]:
    """In how many insights each word stands out."""
    found = RelatedTerm.objects.filter(word__in=list(words)).values("word").annotate(count=Count("pk"))
    return dict(found.order_by().values_list("word", "count"))


def vector(words: Mapping[str, Word], counts: Mapping[str, int], total: int) -> Vector:
    """Of length 1: the more an insight uses a word and the fewer others do, the more it weighs."""
    raw = {stem: (1 + math.log(word.uses)) * _rarity(counts.get(stem, 1), total) for stem, word in words.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {stem: weight / length for stem, weight in raw.items()}


def _rarity(count: int, total: int) -> float:
    return math.log(1 + (max(total, count) - count + 0.5) / (count + 0.5))


def store(home_id: uuid.UUID, weights: Vector) -> None:
    """In the place of what is known of the insight."""
    RelatedTerm.objects.filter(insight=home_id).delete()
    rows = (RelatedTerm(insight_id=home_id, word=word, weight=weight) for word, weight in weights.items())
    RelatedTerm.objects.bulk_create(rows, batch_size=200)


def alike(
    home_id: uuid.UUID, weights: Vector, words: Mapping[str, Word], counts: Mapping[str, int]
) -> dict[uuid.UUID, Likeness]:
    """Every insight that has telling words in common with this one."""
    shares: dict[uuid.UUID, list[tuple[float, str]]] = defaultdict(list)
    entries = RelatedTerm.objects.filter(word__in=telling(weights, counts)).exclude(insight=home_id)
    for word, other, weight in entries.order_by().values_list("word", "insight_id", "weight")[:READ]:
        shares[other].append((weights[word] * weight, words[word].form))
    return {other: likeness(found) for other, found in shares.items()}


def telling(weights: Vector, counts: Mapping[str, int]) -> list[str]:
    """The heaviest words, as many as may be read."""
    left, chosen = READ, list[str]()
    for word in sorted(weights, key=lambda word: -weights[word]):
        if counts.get(word, 0) <= left:
            left -= counts.get(word, 0)
            chosen.append(word)
    return chosen


def likeness(found: list[tuple[float, str]]) -> Likeness:
    """From what each word in common adds to it."""
    best = sorted(found, reverse=True)
    return Likeness(min(1.0, sum(share for share, _ in best)), [form for _, form in best[:SHOWN]])


def total() -> int:
    """How many insights readers see, or will see."""
    return max(1, Insight.objects.staged().count())
