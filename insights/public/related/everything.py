"""All insights compared with each other in memory: what preparing each of them finds, for a fraction of the time."""

from __future__ import annotations

import heapq
import logging
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from insights.content.models import Insight
from insights.public.related import scoring
from insights.public.related.preparing import KEPT, POOL
from insights.public.related.scoring import Facts, Scored, best, facts, score
from insights.public.related.vectors import Likeness, likeness, telling, vector
from insights.public.related.words import Word, words_of

logger = logging.getLogger(__name__)
PART = 100  # insights that are read or written at once

Lists = dict[Any, list[int]]


class Everything:
    """What the comparison needs of each insight, some 20 KB. Inside it is known by its place in `homes`."""

    def __init__(self, versions: Mapping[uuid.UUID, uuid.UUID]) -> None:
        self.homes: list[uuid.UUID] = []
        self.words: list[dict[str, Word]] = []
        self.facts: list[Facts] = []
        self.origins: list[uuid.UUID] = []
        for pks in parts(versions.values()):
            self._read(pks)
        self.counts = Counter(chain.from_iterable(self.words))
        self.vectors = [vector(found, self.counts, len(self.homes)) for found in self.words]
        self.using = _places(self.vectors)
        self.topics, self.tags = (self._newest(kind) for kind in ("topics", "tags"))

    def related(self, at: int) -> dict[uuid.UUID, Scored]:
        """The best candidates of an insight, as `preparing` would find them."""
        own = self.facts[at]
        words = telling(self.vectors[at], self.counts)
        pool = {key for key in (*self._closest(at, words), *self._neighbours(own)) if not self._are_twins(at, key)}
        scores = {self.homes[key]: score(own, self.facts[key], self._likeness(at, key, words)) for key in pool}
        return best({home: found for home, found in scores.items() if found}, KEPT)

    def _read(self, pks: list[uuid.UUID]) -> None:
        """One that cannot be read is left out."""
        versions = Insight.objects.filter(pk__in=pks)
        known = facts(versions)
        for version in versions.prefetch_related("sections", "tagged__tag"):
            try:
                self.words.append(words_of(version))
            except Exception:
                logger.exception("the words of insight %s could not be read", version.home_id)
                continue
            self.homes.append(version.home_id)
            self.facts.append(known[version.home_id])
            self.origins.append(version.duplicated_from or version.home_id)

    def _newest(self, kind: str) -> Lists:
        """The newest insights of each topic, or of each tag."""
        found: Lists = defaultdict(list)
        for at in sorted(range(len(self.homes)), key=lambda at: self.facts[at].date, reverse=True):
            for key in getattr(self.facts[at], kind):
                if len(found[key]) < scoring.POOL:
                    found[key].append(at)
        return found

    def _closest(self, at: int, words: Iterable[str]) -> list[int]:
        """Those that have the most telling words in common with it."""
        sums: dict[int, float] = defaultdict(float)
        for word in words:
            weight = self.vectors[at][word]
            for key in self.using[word]:
                sums[key] += weight * self.vectors[key][word]
        sums.pop(at, None)
        return heapq.nlargest(POOL, sums, key=sums.__getitem__)

    def _neighbours(self, own: Facts) -> Iterator[int]:
        for key in own.topics:
            yield from self.topics[key]
        for key in list(own.tags)[: scoring.TAGS_READ]:
            yield from self.tags[key]

    def _are_twins(self, one: int, other: int) -> bool:
        """Whether they are the same insight, or one is a duplicate of the other or both of a third."""
        first, second = self.origins[one], self.origins[other]
        return first == second or first == self.homes[other] or second == self.homes[one]

    def _likeness(self, one: int, other: int, words: Iterable[str]) -> Likeness:
        mine, theirs, told = self.vectors[one], self.vectors[other], self.words[one]
        return likeness([(mine[word] * theirs[word], told[word].form) for word in words if word in theirs])


def parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at a time that no statement grows too long."""
    everything = list(values)
    return (everything[at : at + PART] for at in range(0, len(everything), PART))


def _places(vectors: Iterable[Iterable[str]]) -> Lists:
    """Where each word is used."""
    found: Lists = defaultdict(list)
    for at, words in enumerate(vectors):
        for word in words:
            found[word].append(at)
    return found
