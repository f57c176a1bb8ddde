"""Making a version live, and taking it down. Each is one transaction; a signal tells the rest afterwards."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight, Placement
from insights.publishing.checks import refuse_errors
from insights.publishing.freeze import freeze, lock
from insights.publishing.signals import published, unpublished


@transaction.atomic
def publish(insight: Insight, *, checked: bool = False) -> Insight:
    """Freeze the working copy and make that version the one that readers see; returns the version.

    An insight without a date gets today's. Raises ValidationError when another live insight has its address;
    with `checked`, NotReadyError when anything that is required is missing.
    """
    home = lock(insight.home_id)
    if checked:
        refuse_errors(home)
    _refuse_taken_address(home)
    if home.published_at is None:
        home.published_at = timezone.now()
        home.save(update_fields=["published_at"])
    _take_down(home)
    version = freeze(home, live=True)
    transaction.on_commit(partial(published.send, sender=Insight, insight=home, version=version))
    return version


@transaction.atomic
def unpublish(insight: Insight) -> bool:
    """Take the live version down; its history stays. False when nothing was live."""
    home = lock(insight.home_id)
    taken_down = _take_down(home)
    if taken_down:
        transaction.on_commit(partial(unpublished.send, sender=Insight, insight=home))
    return bool(taken_down)


@transaction.atomic
def keep(insight: Insight) -> Insight | None:
    """Freeze the working copy as a version that is not live, if it holds anything no version holds."""
    home = lock(insight.home_id)
    if home.versions.filter(revision=home.revision).exists():
        return None
    return freeze(home, live=False)


def status(insight: Insight, live_revision: int | None, has_versions: bool) -> Any:
    """The state an editor sees, from the working copy, its live version's revision and whether there are versions."""
    if live_revision is None:
        return _("Unpublished") if has_versions else _("Draft")
    if live_revision != insight.revision:
        return _("Published · unpublished changes")
    return _("Scheduled") if insight.published_at and insight.published_at > timezone.now() else _("Published")


def _take_down(home: Insight) -> int:
    Placement.objects.filter(insight__working_copy=home, live_at__isnull=False).update(live_at=None)
    return Insight.objects.filter(working_copy=home, is_live=True).update(is_live=False)


def _refuse_taken_address(home: Insight) -> None:
    others = Insight.objects.filter(is_live=True, slug=home.slug).exclude(working_copy=home)
    if others.exists():
        raise ValidationError({"slug": _("Another published insight has the address “%s”.") % home.slug})
