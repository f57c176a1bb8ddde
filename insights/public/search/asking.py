"""What a request asks for, and what the search page prints about it; six queries at most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Value
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from insights.content.models import Author, Category, Insight
from insights.content.querysets import CARD
from insights.public.paging import Listing, page_number, pages_of
from insights.public.search import snippets, words
from insights.public.search.finding import Found, Narrowing
from insights.public.search.models import SearchEntry
from insights.public.search.typos import corrected

PER_PAGE = 10
LATEST = 3


@dataclass
class Choice:
    """A topic, author or year to narrow by, with how many results it leaves."""

    value: str
    label: str
    count: int
    url: str
    chosen: bool


@dataclass
class Result:
    """A card with the words marked; its address leads to the place they stand at."""

    card: Insight
    title: SafeString
    text: SafeString
    url: str


class Search:
    """One request. Parameters other than ours are not looked at."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.number = page_number(request)
        self.query = words.asked(request.GET.get("q", ""))
        self.narrowing = Narrowing(*(request.GET.get(name, "")[:200] for name in ("topic", "author", "year")))
        self.terms = words.terms(self.query)
        self.corrected: list[str] = []
        self.found = self._find()
        self.page = self._page()

    def _find(self) -> Found:
        """With the words as they are, or if nothing has them, as they may have been meant."""
        found = Found.of(self.terms, self.narrowing)
        if found.hits or not (better := corrected(self.terms) if self.terms else []):
            return found
        if (second := Found.of(better, self.narrowing)).hits:
            self.corrected = self.terms = better
            return second
        return found

    def _page(self) -> Listing:
        chosen = self.found.chosen
        page = pages_of(self.address(), self.number, len(chosen), PER_PAGE)
        page.items = self._results(chosen[(self.number - 1) * PER_PAGE : self.number * PER_PAGE])
        return page

    @property
    def title(self) -> str:
        return _("Search: %s") % self.query if self.query else _("Search")

    @property
    def total(self) -> int:
        return self.page.total

    @property
    def meant(self) -> str:
        """The words that results are of, when they are not those that were typed."""
        return " ".join(self.corrected)

    @property
    def is_narrowed(self) -> bool:
        return any(vars(self.narrowing).values())

    def address(self, **changes: str) -> str:
        """This search with something else chosen; without a page, which then counts anew."""
        asked = {"q": self.query, **vars(self.narrowing), **changes}
        given = {name: value for name, value in asked.items() if value}
        return f"{self.path}?{urlencode(given)}" if given else self.path

    @property
    def is_empty(self) -> bool:
        """Whether it is only the form, on its first page."""
        return not (self.query or self.is_narrowed or self.number > 1)

    @property
    def everything(self) -> str:
        """The same words, not narrowed."""
        return self.address(topic="", author="", year="")

    @cached_property
    def topics(self) -> list[Choice]:
        return self._choices("topic")

    @cached_property
    def authors(self) -> list[Choice]:
        return self._choices("author")

    @cached_property
    def years(self) -> list[Choice]:
        return sorted(self._choices("year"), key=lambda choice: choice.value, reverse=True)

    def _choices(self, name: str) -> list[Choice]:
        chosen = getattr(self.narrowing, name)
        return [
            Choice(value, self._labels.get((name, value), value), count, self.address(**{name: value}), value == chosen)
            for value, count in self.found.counts(name).most_common()
        ]

    @property
    def all_topics(self) -> Choice:
        """As if no topic had been chosen."""
        return Choice("", _("All"), self.found.total(but="topic"), self.address(topic=""), not self.narrowing.topic)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        """Names of topics and authors, in one query."""
        topics = Category.objects.order_by().values_list(Value("topic", CharField()), "slug", "name")
        authors = Author.objects.order_by().filter(slug__in=self.found.authors)
        rows = topics.union(authors.values_list(Value("author", CharField()), "slug", "name"))
        return {(kind, slug): name for kind, slug, name in rows}

    @cached_property
    def begin_with(self) -> list[Category]:
        """Topics that have something to read, for those who found nothing."""
        return list(Category.objects.topics())

    @cached_property
    def latest(self) -> list[Insight]:
        """And something to read."""
        return list(Insight.objects.listed()[:LATEST])

    def _results(self, keys: list[int]) -> list[Result]:
        cards = (f"insight__{name}" for name in CARD)
        rows = SearchEntry.objects.select_related("insight__category", "insight__thumbnail").only("passages", *cards)
        entries = rows.in_bulk(keys) if keys else {}
        return [self._result(entries[key]) for key in keys if key in entries]

    def _result(self, entry: Any) -> Result:
        card, terms = entry.insight, self.terms
        place = snippets.snippet(entry.passages, terms)
        titled = snippets.stands_in(card.title, terms)
        anchor = f"#{place.anchor}" if place and place.anchor and not titled else ""
        text = place.html if place else snippets.marked(card.teaser, terms)
        return Result(card, snippets.marked(card.title, terms), text, card.url + anchor)
