"""From words to insights: ranked, narrowed by topic, year and author, with what else there is to choose from.

One query fetches every match as a narrow row, best first. Counting, narrowing and paging are then done here: on
SQLite a second and a third full-text search would cost more than that, and results of Elasticsearch, which are a list
of keys, are treated alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.db.models import Case, QuerySet, When
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText

from insights.content import clock
from insights.public.search.models import SearchEntry

FARTHEST = 100  # results of an engine that is not the database; more would be several requests


class UnavailableError(Exception):
    """The engine does not answer."""


Facts = tuple[str, str, int]  # topics, author, year: what it takes to choose
Hit = tuple[int, *Facts]  # with the key
COLUMNS = {"topic": 0, "author": 1, "year": 2}


@dataclass(frozen=True)
class Narrowing:
    """Slugs and a year; nothing narrows nothing."""

    topic: str = ""
    author: str = ""
    year: str = ""

    def passed(self, facts: Iterable[Facts], *, but: str = "") -> Iterable[Facts]:
        """The facts that pass; `but` names the one that does not count now."""
        for name, column in COLUMNS.items():
            value = getattr(self, name)
            if value and name != but:
                facts = [row for row in facts if value in str(row[column]).split()]
        return facts


@dataclass
class Found:
    """Everything that matches, best first, and what of it was asked for."""

    hits: Sequence[Hit] = ()
    narrowing: Narrowing = Narrowing()

    @classmethod
    def of(cls, words: Iterable[str], narrowing: Narrowing) -> Self:
        """What readers may see now with all of these words."""
        text = " ".join(words)
        rows = matching(text).values_list("pk", "topics", "author", "year") if text else ()
        return cls(list(rows), narrowing)

    @cached_property
    def facts(self) -> Counter[Facts]:
        """How many have the same: far fewer to look through than there are matches."""
        return Counter(hit[1:] for hit in self.hits)

    @property
    def chosen(self) -> list[int]:
        """Keys of the entries that pass, best first."""
        passed = set(self.narrowing.passed(self.facts))
        return [hit[0] for hit in self.hits if hit[1:] in passed]

    def total(self, *, but: str) -> int:
        """How many there would be without one of the narrowings."""
        return sum(self.facts[row] for row in self.narrowing.passed(self.facts, but=but))

    def counts(self, name: str) -> Counter[str]:
        """How many there would be for each topic, author or year."""
        counts = Counter[str]()
        for row in self.narrowing.passed(self.facts, but=name):
            for value in str(row[COLUMNS[name]]).split():
                counts[value] += self.facts[row]
        return counts

    @property
    def authors(self) -> set[str]:
        """Slugs of everybody who wrote any of it."""
        return {author for _, author, _ in self.facts if author}


def matching(text: str) -> QuerySet[SearchEntry]:
    """Entries with all words, best first. The text must be folded."""
    return _open(get_search_backend().search(PlainText(text), SearchEntry.objects.only("pk")))


def beginning(text: str) -> QuerySet[SearchEntry]:
    """Entries whose title, tags or people have these words, the last of them perhaps not whole."""
    return _open(get_search_backend().autocomplete(PlainText(text), SearchEntry.objects.only("pk")))


def _open(results: Any) -> QuerySet[SearchEntry]:
    """Those readers may see at this moment; the index itself knows no time."""
    entries = results.get_queryset() if hasattr(results, "get_queryset") else _from_afar(results)
    return entries.filter(clock.open_now("insight__"))


def _from_afar(results: Any) -> QuerySet[SearchEntry]:
    """An engine that is not the database answers with keys."""
    try:
        keys = [entry.pk for entry in results[:FARTHEST]]
    except Exception as error:
        raise UnavailableError from error
    places = [When(pk=key, then=place) for place, key in enumerate(keys)]
    return SearchEntry.objects.filter(pk__in=keys).order_by(Case(*places, default=len(keys)))
