"""Working out anew what is related: for everything, or for what is missing."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef

from insights.content.models import Insight
from insights.content.related import RelatedCandidate, RelatedTerm
from insights.public.related.everything import Everything, parts
from insights.public.related.preparing import attempt, forget
from insights.public.related.scoring import candidate
from insights.publishing.signals import related_changed

logger = logging.getLogger(__name__)
BATCH = 500  # rows of a statement


def rebuild(*, missing: bool = False) -> int:
    """For every insight, or for those nothing is known of; with how many that was done."""
    _forget_gone()
    if missing and RelatedTerm.objects.exists():
        return sum(map(attempt, _unknown()))
    before = _versions()
    everything = Everything(before)
    count = sum(_write(everything, places) for places in parts(range(len(everything.homes))))
    for home, version in _versions().items():
        if before.get(home) != version:  # published meanwhile
            attempt(home)
    _forget_gone()
    return count


def _versions() -> dict[uuid.UUID, uuid.UUID]:
    """What readers see of each insight, or else what they will."""
    found: Any = Insight.objects.staged().order_by("is_live").values_list("working_copy", "pk")
    return dict(found)


def _write(everything: Everything, places: list[int]) -> int:
    """In the place of what is known; one by one where the database, which may have changed, refuses."""
    homes = [everything.homes[at] for at in places]
    terms = [
        RelatedTerm(insight_id=everything.homes[at], word=word, weight=weight)
        for at in places
        for word, weight in everything.vectors[at].items()
    ]
    found = [candidate(everything.homes[at], *one) for at in places for one in sorted(everything.related(at).items())]
    try:
        _replace(homes, terms, found)
    except DatabaseError:
        logger.warning("what is related to %s insights could not be written together", len(homes), exc_info=True)
        return sum(map(attempt, homes))
    related_changed.send_robust(sender=Insight, insights=set(homes))
    return len(homes)


@transaction.atomic
def _replace(homes: list[uuid.UUID], terms: list[RelatedTerm], found: list[RelatedCandidate]) -> None:
    list(Insight.objects.select_for_update(no_key=True).filter(pk__in=homes).order_by("pk").values_list("pk"))
    RelatedTerm.objects.filter(insight__in=homes).delete()
    RelatedTerm.objects.bulk_create(terms, batch_size=BATCH)
    RelatedCandidate.objects.filter(source__in=homes).delete()
    RelatedCandidate.objects.bulk_create(found, batch_size=BATCH)


def _unknown() -> list[Any]:
    known = RelatedTerm.objects.filter(insight=OuterRef("working_copy"))
    staged = Insight.objects.staged().order_by()
    return list(staged.filter(~Exists(known)).values_list("working_copy", flat=True).distinct())


def _forget_gone() -> None:
    """Insights that something is known of though readers will not see them."""
    known = set(RelatedTerm.objects.values_list("insight", flat=True).distinct())
    for end in ("source", "target"):
        known |= set(RelatedCandidate.objects.values_list(end, flat=True).distinct())
    for home in known - set(Insight.objects.staged().values_list("working_copy", flat=True)):
        forget(home)
