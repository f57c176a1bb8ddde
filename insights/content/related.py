"""Which insights belong under another one's page: what editors chose, and what was worked out when it was published.

Both are relations of working copies, not content: they take effect at once, no version repeats them and no document
tells them. Whether readers may see an insight is not repeated here; it is asked when the page is read.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.content.prepared import Parameter, Prepared
from insights.content.querysets import InsightQuerySet

AFTER_PINS, LATEST = 1_000.0, 2_000.0
HOME, ORIGINAL = (Parameter(name, models.UUIDField()) for name in ("home", "original"))
OUTER = RawSQL('"insights_insight"."working_copy_id"', ())  # of the query that is ranked


class RelatedChoiceQuerySet(models.QuerySet["RelatedChoice"]):
    """What editors decided about an insight's related ones."""

    def pins(self) -> Self:
        """Those that come first, in their order."""
        return self.filter(position__isnull=False).order_by("position", "pk")

    def vetoes(self) -> Self:
        """Those that never come."""
        return self.filter(position=None)


class RelatedChoice(models.Model):
    """An editor's word: `target` comes first under the page of `source`, at `position`, or (without one) never."""

    source = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="related_choices", db_index=False)
    target = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = RelatedChoiceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="related_choice_once")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.target_id} {'never' if self.position is None else self.position}"


class RelatedCandidate(models.Model):
    """That `target` suits the page of `source`, how well and why, as it was when the one or the other was published.

    `reasons` holds `topics`, `tags` and `words` in common, `likeness` from 0 to 1, and whether the target is `newer`.
    """

    source = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="related_candidates", db_index=False)
    target = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="related_candidate_once")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.target_id} {self.score:.3f}"


class RelatedTerm(models.Model):
    """A word that an insight uses much, with its share of the insight's TF-IDF vector, whose length is 1."""

    LONGEST = 40

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="related_terms", db_index=False)
    word = models.CharField(max_length=LONGEST)
    weight = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["insight", "word"], name="related_term_once")]
        indexes = [models.Index(fields=["word", "insight", "weight"], name="related_term_word")]

    def __str__(self) -> str:
        return f"{self.word} {self.weight:.3f}"


def related_to(insight: Insight, count: int) -> InsightQuerySet:
    """What may stand under an insight's page, with `rank`, the best first: pins, candidates, and enough of the latest.

    At least `count` rows if there are as many, and at most thrice that; never the insight itself or a twin.
    """
    original = insight.duplicated_from
    found = FOUND.expression(count, original is not None, home=insight.home_id, original=original)
    return ranked(Insight.objects.cards().filter(pk__in=found), insight).order_by()


def ranked(versions: InsightQuerySet, insight: Insight) -> InsightQuerySet:
    """Versions with their place under an insight's page as `rank`, the lowest first."""
    pinned, scored = (place.expression(home=insight.home_id) for place in (PINNED, SCORED))
    return versions.annotate(rank=Coalesce(pinned, scored, Value(LATEST), output_field=FloatField()))


def _found(count: int, is_copy: bool) -> QuerySet:
    seen = clock.open_now("target__versions__")
    choices = RelatedChoice.objects.filter(source=HOME)
    allowed = RelatedCandidate.objects.filter(~Q(target__in=choices.vetoes().values("target")), source=HOME)
    insight: Any = SimpleNamespace(home_id=HOME, duplicated_from=ORIGINAL if is_copy else None)
    latest = Insight.objects.live().without_twins(insight).order_by("-published_at", "-pk")
    # SQLite takes no LIMIT inside a UNION, so the limited lists stand one level deeper.
    lists = [
        choices.pins().filter(seen).values("target__versions")[:count],
        allowed.filter(seen).order_by("-score", "pk").values("target__versions")[:count],
        latest.filter(~Q(working_copy__in=choices.vetoes().values("target"))).values("pk")[:count],
    ]
    parts = [Insight.objects.order_by().filter(pk__in=pks).values("pk") for pks in lists]
    return parts[0].union(*parts[1:])


def _pinned() -> QuerySet:
    own = RelatedChoice.objects.filter(source=HOME, target=OUTER)
    return own.annotate(place=Cast("position", FloatField())).values("place")


def _scored() -> QuerySet:
    own = RelatedCandidate.objects.filter(source=HOME, target=OUTER)
    return own.annotate(place=AFTER_PINS - F("score")).values("place")


FOUND, PINNED, SCORED = Prepared(_found), Prepared(_pinned), Prepared(_scored)
