"""How long a search takes among many insights, from the words typed to the page's bytes."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.db import connection
from django.http import Http404
from django.urls import resolve, reverse

from insights.content.models import Insight
from insights.public.bench import fill, request_for
from insights.public.search.indexing import BATCH, store
from insights.public.search.models import SearchEntry
from insights.public.search.words import fold

Time = tuple[float, float]
PARTS, WORDS = 6, 120  # passages of a page and words of a passage


def prepare(count: int, like: Insight) -> None:
    """Up to `count` insights whose words are those of the insights there are, as often as they stand there."""
    texts = SearchEntry.objects.values_list("passages", flat=True)
    vocabulary = fold(" ".join(text for passages in texts for _, text in passages)).split() or ["mentor"]
    fill(count, like)
    rows = Insight.objects.live().filter(search_entry=None)
    made = random.Random(5)  # noqa: S311 - the same every time
    entries = [_entry(row, vocabulary, made) for row in rows]
    for at in range(0, len(entries), BATCH * 10):
        store(entries[at : at + BATCH * 10])
    if connection.vendor == "postgresql":  # which does so by itself in time; SQLite does not
        connection.cursor().execute("ANALYZE")


def _entry(row: Insight, vocabulary: list[str], made: random.Random) -> SearchEntry:
    passages = [(f"part-{part}", " ".join(made.choices(vocabulary, k=WORDS))) for part in range(PARTS)]
    title = " ".join(made.choices(vocabulary, k=6))
    author = f"author-{made.randrange(40)}"
    return SearchEntry(
        insight=row, title=title, passages=passages, author=author, topics="leadership", year=made.randrange(2012, 2027)
    )


def times(queries: Iterable[str], rounds: int) -> Iterator[tuple[str, list[Time]]]:
    """Each round of each query, of the page or of what is proposed there."""
    for query in queries:
        path, found = f"{reverse('search')}{query}", list[Time]()
        view = resolve(path.partition("?")[0]).func
        for _ in range(rounds):
            start = time.perf_counter(), time.process_time()
            with suppress(Http404):  # few insights have no third page
                view(request_for(path))
            found.append(((time.perf_counter() - start[0]) * 1000, (time.process_time() - start[1]) * 1000))
        yield query, found


def p95(values: list[Time]) -> str:
    """The milliseconds that 95 of 100 do not exceed, waited and computed; a busy machine makes the former longer."""
    place = max(0, -(-len(values) * 95 // 100) - 1)
    waited, computed = (sorted(column)[place] for column in zip(*values, strict=True))
    return f"p95 {waited:7.1f} ms, CPU {computed:7.1f} ms"
