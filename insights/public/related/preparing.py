"""Preparing, when an insight is published, what stands under its page and under which pages it stands itself."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from django.db import transaction

from insights.content.models import Insight
from insights.content.querysets import InsightQuerySet
from insights.content.related import RelatedCandidate, RelatedTerm
from insights.public.related.scoring import NOTHING, Scored, best, candidate, facts, neighbours, score
from insights.public.related.vectors import Likeness, alike, frequencies, store, total, vector
from insights.public.related.words import words_of
from insights.publishing.signals import related_changed

logger = logging.getLogger(__name__)
KEPT = 24  # candidates of an insight
POOL = 100  # insights that are compared by more than their words
PAGES = 100  # under whose page an insight may come by its being published

Scores = dict[uuid.UUID, Scored]


def attempt(home_id: uuid.UUID) -> bool:
    """Prepare, and log what fails: publishing has happened by then, and pages end with the latest."""
    try:
        prepare(home_id)
    except Exception:
        logger.exception("what is related to insight %s could not be worked out", home_id)
        return False
    return True


def prepare(home_id: uuid.UUID) -> None:
    """Work out what is related to an insight, in both directions; forget it when readers will not see it."""
    version = _whole().filter(working_copy=home_id).order_by("-is_live").first()
    if version is None:
        forget(home_id)
        return
    words = words_of(version)
    counts = frequencies(words)
    weights = vector(words, counts, total())
    forward, backward = _scores(version, alike(home_id, weights, words, counts))
    with transaction.atomic():
        Insight.objects.select_for_update(no_key=True).get(pk=home_id)  # rows about it may still name it
        store(home_id, weights)
        _replace(home_id, best(forward, KEPT), best(backward, PAGES))
    related_changed.send_robust(sender=Insight, insights={home_id, *backward})


def forget(home_id: uuid.UUID) -> None:
    """Under no page any more, and nothing under its own."""
    pages = RelatedCandidate.objects.filter(target=home_id)
    changed = set(pages.values_list("source", flat=True))
    with transaction.atomic():
        pages.delete()
        RelatedCandidate.objects.filter(source=home_id).delete()
        RelatedTerm.objects.filter(insight=home_id).delete()
    related_changed.send_robust(sender=Insight, insights=changed)


def _whole() -> InsightQuerySet:
    return _staged().prefetch_related("sections", "tagged__tag")


def _staged() -> InsightQuerySet:
    return Insight.objects.staged()


def _scores(version: Insight, likenesses: dict[uuid.UUID, Likeness]) -> tuple[Scores, Scores]:
    """How others suit this insight, and how it suits them; twins do not."""
    own = facts(Insight.objects.filter(pk=version.pk))[version.home_id]
    closest = sorted(likenesses, key=lambda key: -likenesses[key].cosine)[:POOL]
    others = facts(_staged().without_twins(version).filter(working_copy__in={*closest, *neighbours(own)}))
    pairs = [(key, other, likenesses.get(key, NOTHING)) for key, other in others.items()]
    forward = {key: found for key, other, like in pairs if (found := score(own, other, like))}
    backward = {key: found for key, other, like in pairs if (found := score(other, own, like))}
    return forward, backward


def _replace(home_id: uuid.UUID, forward: Scores, backward: Scores) -> None:
    """Rows in one order, so that two who publish at once do not wait for each other forever."""
    RelatedCandidate.objects.filter(source=home_id).exclude(target__in=list(forward)).delete()
    RelatedCandidate.objects.filter(target=home_id).exclude(source__in=list(backward)).delete()
    rows = [candidate(home_id, key, found) for key, found in forward.items()]
    rows += [candidate(key, home_id, found) for key, found in backward.items()]
    RelatedCandidate.objects.bulk_create(
        sorted(rows, key=lambda row: (row.source_id, row.target_id)),
        update_conflicts=True,
        unique_fields=["source", "target"],
        update_fields=["score", "reasons"],
        batch_size=100,
    )
    _trim(backward)


def _trim(sources: Iterable[uuid.UUID]) -> None:
    """Only the best of each stay."""
    rows = RelatedCandidate.objects.filter(source__in=list(sources)).order_by("source", "-score", "target")
    groups = groupby(rows.values_list("source", "pk"), itemgetter(0))
    surplus = [pk for _source, found in groups for _, pk in list(found)[KEPT:]]
    RelatedCandidate.objects.filter(pk__in=surplus).delete()
