"""Keeping the index: entries follow the versions that are staged."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.management import call_command
from django.db import transaction
from modelsearch.backends import get_search_backend

from insights.content.models import Insight
from insights.content.querysets import InsightQuerySet
from insights.public.search.models import SearchEntry, SearchWord
from insights.public.search.passages import passages
from insights.public.search.words import fold

BATCH = 100


def keep_up(home_id: uuid.UUID) -> None:
    """Put in what readers see of an insight, or will see, and take out the rest of it."""
    versions = Insight.objects.filter(working_copy=home_id)
    with transaction.atomic():
        drop(SearchEntry.objects.filter(insight__in=versions.filter(visible_from=None)))
        add(versions.staged().filter(search_entry=None))


def rebuild(*, missing: bool = False) -> int:
    """Make the index anew, or complete it; how many versions were put in. Until it is done readers find less."""
    drop(SearchEntry.objects.filter(insight__visible_from=None))
    if not missing:
        SearchWord.objects.all().delete()
        SearchEntry.objects.all().delete()
        call_command("rebuild_modelsearch_index", schema_only=True, verbosity=0)  # an engine elsewhere needs its schema
    staged = Insight.objects.staged()
    wanted = list(staged.filter(search_entry=None).values_list("pk", flat=True))
    return sum(add(staged.filter(pk__in=wanted[at : at + BATCH])) for at in range(0, len(wanted), BATCH))


def add(versions: InsightQuerySet) -> int:
    """Entries for versions that have none."""
    rows = versions.select_related("site", "author").prefetch_related("tagged__tag", "placements__category")
    return store([entry_of(version) for version in rows])


def store(entries: Iterable[SearchEntry]) -> int:
    """Rows, index and vocabulary, in a few statements for any number of them."""
    with transaction.atomic():
        made = SearchEntry.objects.bulk_create(entries, batch_size=BATCH)
        words = {word for entry in made for word in entry.words()}
        rows = (SearchWord(word=word, length=len(word)) for word in sorted(words))
        SearchWord.objects.bulk_create(rows, batch_size=400, ignore_conflicts=True)
        get_search_backend().add_bulk(SearchEntry, made)
    return len(made)


def drop(entries: Iterable[SearchEntry]) -> None:
    """Out of the index, then out of the table."""
    for entry in entries:
        get_search_backend().delete(entry)
        entry.delete()


def entry_of(version: Insight) -> SearchEntry:
    """What is to be known of a version, not stored yet."""
    topics = [placement.category for placement in version.placements.all()]
    names = [*(tagged.tag.name for tagged in version.tagged.all()), *(topic.name for topic in topics)]
    author = version.author
    return SearchEntry(
        insight=version,
        title=fold(version.title)[:600],
        summary=fold(version.summary),
        tags=fold(" ".join(names)),
        people=fold(f"{author.name if author else ''} {version.byline}"),
        passages=passages(version),
        topics=" ".join(topic.slug for topic in topics),
        author=author.slug if author else "",
        year=version.published_at.year,  # type: ignore[union-attr]
    )
