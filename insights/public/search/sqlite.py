"""modelsearch's SQLite engine (FTS5) with a query of our own.

The library's ranks by a subquery for each match, and each of those runs the full-text search again: with 10 000
matches that is minutes. This one joins, and weighs titles, which the library's cannot.
"""

from __future__ import annotations

from typing import Any

from django.db.models import FloatField, Func, Lookup, QuerySet
from modelsearch.backends.database.sqlite.query import SQLiteFTSIndexEntry
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)

from insights.public.search.words import PREFIX

TABLE = SQLiteFTSIndexEntry._meta.db_table
JOIN = "index_entries__sqliteftsindexentry__isnull"


class Match(Lookup):
    """`table MATCH text`; Django would quote the table's name as a column."""

    lookup_name = "match"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(None, None)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        return f"{TABLE} MATCH %s", (self.text,)


class Rank(Func):
    """Okapi BM25, the lower the better; the columns are autocomplete, body, title.

    A weight counts as so many words, and their number saturates: a title outweighs any text only if it is large.
    """

    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, tuple[str, ...]]:  # type: ignore[override]
        return f"bm25({TABLE}, 10.0, 1.0, 50.0)", ()


def expression(columns: str, words: str, *, last: bool) -> str:
    """FTS5's own language: every word, or one that begins with it; quoted, no word is an operator.

    The word itself is asked for too, so that it ranks before those that only begin with it. `last` lets the last
    word be the beginning of one however short it is.
    """
    found = words.split()
    parts = [_part(word, last and at == len(found)) for at, word in enumerate(found, 1)]
    return f"{{{columns}}} : ({' AND '.join(parts)})"


def _part(word: str, short: bool) -> str:
    return f'("{word}" OR "{word}"*)' if short or len(word) >= PREFIX else f'"{word}"'


class Joined:
    """Mixed into both of modelsearch's compilers."""

    queryset: QuerySet[Any]
    query: Any
    FTS_TABLE_FIELDS: list[str]

    def search(self, config: Any, start: int, stop: int | None, score_field: str | None = None) -> QuerySet[Any]:
        columns = " ".join(self.FTS_TABLE_FIELDS)
        match = Match(expression(columns, self.query.query_string, last=isinstance(self, Autocomplete)))
        found = self.queryset.filter(match, **{JOIN: False}).annotate(**{score_field or "score": Rank()})
        return found.order_by(score_field or "score", "-pk")[start:stop]


class Search(Joined, SQLiteSearchQueryCompiler):
    """Whole pages."""

    FTS_TABLE_FIELDS = ["autocomplete", "title", "body"]


class Autocomplete(Joined, SQLiteAutocompleteQueryCompiler):
    """Titles, tags and people, as one types."""


class SQLiteEngine(SQLiteSearchBackend):
    """The index is the library's."""

    query_compiler_class = Search
    autocomplete_query_compiler_class = Autocomplete
