"""modelsearch's SQLite engine (FTS5) with an index and a query of our own.

The library's query ranks by a subquery for each match, and each of those runs the full-text search again: with 10 000
matches that is minutes. Ours joins, and weighs titles, which the library's cannot. The library's index reads all its
rows whenever one is added, and is reached by a key in another table; ours gives its rows the keys of the entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import FloatField, Func, QuerySet
from modelsearch.backends.database.sqlite.query import SQLiteFTSIndexEntry
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.utils import get_content_type_pk

from insights.public.search.models import SearchEntry
from insights.public.search.words import PREFIX

TABLE = SQLiteFTSIndexEntry._meta.db_table
FOUND = f"{TABLE} MATCH %s AND {TABLE}.rowid = {SearchEntry._meta.db_table}.id"
TEXTS = ("title", "autocomplete", "body")


class Index(SQLiteIndex):
    """Of one model, whose keys are the index's own."""

    def add_items(self, model: Any, objs: Sequence[Any]) -> None:
        if model is not SearchEntry:
            raise ValueError(f"the keys of {model} would be those of search entries too")
        rows = [self._row(entry) for entry in objs]
        IndexEntry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=TEXTS)

    def _row(self, entry: SearchEntry) -> Any:
        indexer = ObjectIndexer(entry, self.backend)
        texts = {name: getattr(indexer, name) for name in TEXTS}
        return IndexEntry(id=entry.pk, object_id=indexer.id, content_type_id=get_content_type_pk(SearchEntry), **texts)


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
        words = expression(columns, self.query.query_string, last=isinstance(self, Autocomplete))
        found = self.queryset.extra(tables=[TABLE], where=[FOUND], params=[words])  # noqa: S610 - words are a parameter
        return found.annotate(score=Rank()).order_by("score", "-pk")[start:stop]


class Search(Joined, SQLiteSearchQueryCompiler):
    """Whole pages."""

    FTS_TABLE_FIELDS = ["autocomplete", "title", "body"]


class Autocomplete(Joined, SQLiteAutocompleteQueryCompiler):
    """Titles, tags and people, as one types."""


class SQLiteEngine(SQLiteSearchBackend):
    """Tables and triggers are the library's."""

    index_class = Index
    query_compiler_class = Search
    autocomplete_query_compiler_class = Autocomplete
