"""modelsearch's PostgreSQL engine, whose words find the words that begin with them too.

The configuration is `simple`: no stemming and no words left out, so that both databases find the same, in any language.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend, PostgresSearchQueryCompiler
from modelsearch.backends.database.postgres.query import Lexeme

from insights.public.search.words import PREFIX


class Search(PostgresSearchQueryCompiler):
    """Whole pages."""

    def build_tsquery_content(self, query: Any, config: str | None = None, invert: bool = False) -> SearchQuery:
        """The words are folded, so that none of them can be an operator."""
        lexemes = (Lexeme(word, prefix=len(word) >= PREFIX) for word in query.query_string.split())
        return SearchQuery(reduce(and_, lexemes), search_type="raw", config=config)


class PostgreSQLEngine(PostgresSearchBackend):
    """The index is the library's."""

    query_compiler_class = Search

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
