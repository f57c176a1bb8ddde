"""What related insights cost among many insights: publishing one, and reading a page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain, islice

from django.db import connection
from taggit.models import Tag

from insights.content.models import Insight, TaggedInsight
from insights.content.related import RelatedTerm, related_to
from insights.public.bench import cost, fill
from insights.public.related.preparing import prepare
from insights.public.related.words import KEPT, words_of

TAGS = 3
READ = 6


def prepare_many(count: int, like: Insight) -> None:
    """Up to `count` insights with tags and words as often as the insights there are have them."""
    known = Insight.objects.live().prefetch_related("sections", "tagged__tag")
    vocabulary = [stem for row in known for stem, word in words_of(row).items() for _ in range(min(word.uses, 9))]
    rare = [f"rare{number}" for number in range(count)]
    fill(count, like)
    made = random.Random(5)  # noqa: S311 - the same every time
    tags = list(Tag.objects.values_list("pk", flat=True)) or [Tag.objects.create(name="Bench").pk]
    rows = list(Insight.objects.live().filter(tagged=None, working_copy__related_terms=None))
    tagged = (TaggedInsight(content_object=row, tag_id=tag) for row in rows for tag in set(made.choices(tags, k=TAGS)))
    TaggedInsight.objects.bulk_create(tagged, batch_size=500)
    terms = chain.from_iterable(_terms(row, vocabulary, rare, made) for row in rows)
    while batch := list(islice(terms, 20_000)):
        RelatedTerm.objects.bulk_create(batch, batch_size=1_000)
    connection.cursor().execute("ANALYZE")


def _terms(row: Insight, vocabulary: list[str], rare: list[str], made: random.Random) -> Iterator[RelatedTerm]:
    words = {*made.choices(vocabulary, k=KEPT), *made.choices(rare, k=KEPT // 3)}
    for word in sorted(words)[:KEPT]:
        yield RelatedTerm(insight_id=row.home_id, word=word, weight=made.uniform(0.05, 0.25))


def publishing(home: Insight, rounds: int) -> float:
    """CPU seconds of what is worked out after an insight is published."""
    return cost(lambda: prepare(home.pk), rounds)


def reading(live: Insight) -> float:
    """CPU seconds of the query."""
    return cost(lambda: list(related_to(live, READ)))
