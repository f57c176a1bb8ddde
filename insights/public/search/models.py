"""What search knows of each version that readers see or will see."""

from __future__ import annotations

from typing import Any

from django.db import models
from modelsearch import index

from insights.content.models import Insight
from insights.public.search.words import fold

Passages = list[tuple[str, str]]


class SearchEntry(index.Indexed, models.Model):
    """One row per staged version: the indexed model.

    Not `Insight` itself, for three reasons: its drafts and history must never be in an index; modelsearch finds rows by
    their key as text, which a UUID on SQLite is not; and lists would otherwise read wide rows. Whether readers may see
    a version is not repeated here, for its window moves without a word to anybody: queries join the insight and ask.

    `passages` are the page's texts in order, each with the id it stands under. `topics` are slugs with spaces between.
    """

    insight = models.OneToOneField(Insight, on_delete=models.CASCADE, related_name="search_entry")
    title = models.CharField(max_length=600)
    summary = models.TextField(blank=True)
    tags = models.TextField(blank=True)
    people = models.TextField(blank=True)
    topics = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField()
    passages = models.JSONField(default=list)  # last: SQLite reads a row up to the column it needs

    search_auto_update = False  # publishing's signals do it
    search_fields = [
        index.SearchField("title", boost=8),
        index.SearchField("tags", boost=4),
        index.SearchField("people", boost=4),
        index.SearchField("summary", boost=2),
        index.SearchField("body", boost=1),
        index.AutocompleteField("title"),
        index.AutocompleteField("tags"),
        index.AutocompleteField("people"),
    ]

    def __str__(self) -> str:
        return self.title

    def body(self) -> str:
        """The page's own words."""
        return fold(" ".join(text for _, text in self.passages))

    def words(self) -> set[str]:
        """Every word worth proposing to somebody who mistyped it."""
        texts: list[Any] = [self.title, self.summary, self.tags, self.people, self.body()]
        return {word for word in " ".join(texts).split() if SearchWord.SHORTEST <= len(word) <= SearchWord.LONGEST}


class SearchWord(models.Model):
    """A word that stands somewhere: what a mistyped one may have been. Rebuilding the index forgets the unused."""

    SHORTEST, LONGEST = 4, 30

    word = models.CharField(max_length=LONGEST, primary_key=True)
    length = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.word
