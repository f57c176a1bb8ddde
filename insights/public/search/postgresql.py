"""modelsearch's PostgreSQL engine, whose words find the words that begin with them too, among many in little time.

The configuration is `simple`: no stemming and no words left out, so that both databases find the same, in any language.
Which insights have the words is told by the index alone. How often they stand in a text is known only once the text
has been unpacked, which takes longer than all the rest: of a word that thousands have, this is asked of some.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, Func, QuerySet, When, Window
from django.db.models.functions import RowNumber
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend, PostgresSearchQueryCompiler
from modelsearch.backends.database.postgres.query import Lexeme

from insights.public.search.words import PREFIX

RANKED = 1000  # results whose texts are looked at: those with the best titles, then the newest; the others follow


class Found(Func):
    """Keys of the index's rows with the words."""

    function, template = "search_found", "(SELECT %(function)s(%(expressions)s))"


class Search(PostgresSearchQueryCompiler):
    """Whole pages."""

    def build_tsquery_content(self, query: Any, config: str | None = None, invert: bool = False) -> SearchQuery:
        """The words are folded, so that none of them can be an operator."""
        lexemes = (Lexeme(word, prefix=len(word) >= PREFIX) for word in query.query_string.split())
        return SearchQuery(reduce(and_, lexemes), search_type="raw", config=config)

    def search(self, config: Any, start: int, stop: int | None, *_: Any, **__: Any) -> QuerySet[Any]:
        """By title and text, as the library does."""
        (title, norm), (body, _) = self.get_index_vectors(self.query)
        titles = self.build_tsrank(title, self.query, config=config) * norm
        whole = titles + self.build_tsrank(body, self.query, config=config)
        found = self.queryset.filter(index_entries__pk__in=Found(self.build_tsquery(self.query, config=config)))
        placed = found.annotate(place=Window(RowNumber(), order_by=[titles.desc(), F("pk").desc()]))
        score = Case(When(place__lte=RANKED, then=whole))
        return placed.order_by(score.desc(nulls_last=True), "place")[start:stop]


class PostgreSQLEngine(PostgresSearchBackend):
    """The index is the library's."""

    query_compiler_class = Search

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
