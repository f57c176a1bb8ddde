"""Deleting an insight so that it can be brought back for thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight
from insights.content.slugs import free_slug
from insights.publishing import signals
from insights.publishing.audit import record
from insights.publishing.freeze import lock
from insights.publishing.models import Action
from insights.publishing.stage import Stage
from insights.sections.base import Reference

KEPT = timedelta(days=30)


@transaction.atomic
def delete(insight: Insight, *, by: Any = None) -> None:
    """Into the trash. Raises ValidationError while readers see it, or will."""
    home = lock(insight.home_id)
    stage = Stage.of(home)
    if stage.live or stage.following:
        raise ValidationError(_("Unpublish “%s” first: readers see it, or will.") % home.title)
    person = by if by is not None and by.is_authenticated else None
    Insight.objects.filter(pk=home.pk).update(deleted_at=timezone.now(), deleted_by=person)
    signals.deleted.send(sender=Insight, insight=home)
    record(Action.DELETED, home, by)


@transaction.atomic
def recover(insight: Insight, *, by: Any = None) -> Insight:
    """Out of the trash, as a draft; with another address if its own is taken. Raises Insight.DoesNotExist."""
    home = Insight.objects.trashed().select_for_update().get(pk=insight.pk)
    others = Insight.objects.exclude(pk=home.pk).exclude(working_copy=home.pk)
    home.slug = free_slug(
        home.slug, set(others.filter(slug__startswith=home.slug[:150]).values_list("slug", flat=True))
    )
    home.deleted_at = home.deleted_by = None
    home.save(update_fields=["slug", "deleted_at", "deleted_by"])
    signals.recovered.send(sender=Insight, insight=home)
    record(Action.RECOVERED, home, by, slug=home.slug)
    return home


def purge() -> int:
    """Delete for good what has been in the trash for thirty days; how many that were."""
    expired = Insight.objects.trashed().filter(deleted_at__lt=timezone.now() - KEPT)
    return sum(_purge(home) for home in expired)


@transaction.atomic
def _purge(home: Insight) -> bool:
    """With its versions. Sections elsewhere that mention it keep its id, which then leads nowhere."""
    found = Insight.objects.trashed().select_for_update().filter(pk=home.pk).first()
    if found is None:
        return False
    Reference.objects.filter(insight=found).delete()
    record(Action.PURGED, found)
    found.delete()
    return True
