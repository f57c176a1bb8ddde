"""What editors decide about the related insights of a page. It takes effect at once, published or not: no version is
made, and the audit trail tells of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from insights.content.models import Insight
from insights.content.related import RelatedChoice, RelatedChoiceQuerySet
from insights.publishing.audit import record
from insights.publishing.freeze import lock
from insights.publishing.models import Action
from insights.publishing.signals import related_changed

MOST = 12  # pins of a page


@transaction.atomic
def pin(insight: Insight, target: Insight, *, by: Any = None) -> bool:
    """First on the page, after the pins there are; False when it was already one of them.

    Raises ValidationError for itself, a twin or one too many.
    """
    choices = _choices(insight)
    if are_twins(insight, target):
        raise ValidationError(_("An insight never stands under its own page, nor under that of its duplicate."))
    pins = list(choices.pins())
    if any(row.target_id == target.pk for row in pins):
        return False
    if len(pins) >= MOST:
        raise ValidationError(_("%d insights are pinned. Unpin one first.") % MOST)
    choices.vetoes().filter(target=target).delete()
    position = max((row.position or 0 for row in pins), default=-1) + 1
    _choose(insight, target, by, position)
    return _tell(insight, target, by, "pinned")


@transaction.atomic
def move(insight: Insight, target: Insight, step: int, *, by: Any = None) -> bool:
    """A pin further up or down; False when it is at the end."""
    pins = list(_choices(insight).pins())
    at = next((index for index, row in enumerate(pins) if row.target_id == target.pk), None)
    if at is None or not 0 <= at + step < len(pins):
        return False
    pins.insert(at + step, pins.pop(at))
    for position, row in enumerate(pins):
        row.position = position
    RelatedChoice.objects.bulk_update(pins, ["position"])
    return _tell(insight, target, by, "moved up" if step < 0 else "moved down")


@transaction.atomic
def veto(insight: Insight, target: Insight, *, by: Any = None) -> bool:
    """Never on the page, whatever suits it; False when that was said before."""
    choices = _choices(insight)
    if choices.vetoes().filter(target=target).exists():
        return False
    choices.filter(target=target).delete()
    _choose(insight, target, by, None)
    return _tell(insight, target, by, "ruled out")


@transaction.atomic
def undecide(insight: Insight, target: Insight, *, by: Any = None) -> bool:
    """Neither pinned nor ruled out; False when it was neither."""
    found = _choices(insight).filter(target=target).first()
    if found is None:
        return False
    found.delete()
    return _tell(insight, target, by, "no longer ruled out" if found.position is None else "unpinned")


def are_twins(insight: Insight, other: Insight) -> bool:
    """Whether they are one insight, or one was duplicated from the other, or both from a third."""
    ids = ({one.pk, one.duplicated_from} for one in (insight, other))
    return bool(set.intersection(*ids) - {None})


def _choices(insight: Insight) -> RelatedChoiceQuerySet:
    """Under the lock of the working copy: two editors at once do not take one place."""
    return RelatedChoice.objects.filter(source=lock(insight.pk))


def _choose(insight: Insight, target: Insight, by: Any, position: int | None) -> None:
    RelatedChoice.objects.create(source=insight, target=target, position=position, made_by=by)


def _tell(insight: Insight, target: Insight, by: Any, done: str) -> bool:
    record(Action.RELATED, insight, by, done=done, other=target.title, other_id=str(target.pk))
    transaction.on_commit(partial(related_changed.send_robust, sender=Insight, insights={insight.pk}))
    return True
