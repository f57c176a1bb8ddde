"""Publishing, now or at a moment to come, and its opposites."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight
from insights.publishing.audit import record
from insights.publishing.checks import refuse_errors
from insights.publishing.freeze import freeze, lock
from insights.publishing.models import Action
from insights.publishing.signals import scheduled
from insights.publishing.stage import Stage, end_at, take_down


@transaction.atomic
def publish(
    insight: Insight, *, by: Any = None, note: str = "", at: datetime | None = None, checked: bool = False
) -> Insight:
    """Freeze the working copy and let readers see that version, at once or from a moment on; returns the version.

    Until then they see what they see now. What was scheduled before is withdrawn. An insight without a date gets that
    of its going live; one dated later goes live then. Raises ValidationError when another insight has its address or
    its end lies before; with `checked`, NotReadyError when anything that is required is missing.
    """
    home = lock(insight.home_id)
    if checked:
        refuse_errors(home)
    stage = Stage.of(home)
    stage.refuse_rivals()
    start = _start(home, at)
    if home.expires_at and home.expires_at <= start:
        raise ValidationError(_("The end date lies before the start."))
    is_now = start <= timezone.now()
    live, following = stage.live, stage.following
    take_down([row for row in (live if is_now else None, following) if row])
    version = freeze(home, stage.next_number, live=is_now, start=start, by=by, note=note)
    if is_now:
        stage.tell(version.slug, live, version)
    else:
        if live:
            end_at(live, min(filter(None, (start, live.expires_at))))
        transaction.on_commit(partial(scheduled.send_robust, sender=Insight, insight=home, version=version))
    action = Action.PUBLISHED if is_now else Action.SCHEDULED
    record(action, home, by, version=version.number, note=note, at=None if is_now else start.isoformat())
    return version


@transaction.atomic
def unpublish(insight: Insight, *, by: Any = None) -> bool:
    """Take down what readers see, and what is scheduled; history stays. False when there was nothing."""
    home = lock(insight.home_id)
    stage = Stage.of(home)
    if taken_down := stage.clear():
        record(Action.UNPUBLISHED if stage.live else Action.WITHDRAWN, home, by)
    return taken_down


@transaction.atomic
def withdraw(insight: Insight, *, by: Any = None) -> bool:
    """Take back the scheduled version, which stays in the history; readers keep what they see, until its own end."""
    stage = Stage.of(lock(insight.home_id))
    if not (following := stage.following):
        return False
    take_down([following])
    if live := stage.live:
        end_at(live, live.expires_at)
        Insight.objects.filter(pk=stage.home.pk).update(expires_at=live.expires_at)
    record(Action.WITHDRAWN, stage.home, by, version=following.number)
    return True


@transaction.atomic
def set_end(insight: Insight, moment: datetime | None, *, by: Any = None) -> None:
    """Readers cease to see the insight at a moment, or never. Raises ValidationError unless that is to come."""
    stage = Stage.of(lock(insight.home_id))
    following = stage.following
    earliest = following.visible_from if following and following.visible_from else timezone.now()
    if moment and moment <= earliest:
        raise ValidationError(_("The end date lies before the start.") if following else _("The end date has passed."))
    shown = [row.pk for row in (stage.live, following) if row]
    Insight.objects.filter(pk__in=[stage.home.pk, *shown]).update(expires_at=moment)
    for row in filter(None, (stage.live, following)):
        end_at(row, following.visible_from if following and row.is_live else moment)
    record(Action.END_SET, stage.home, by, at=moment.isoformat() if moment else "never")


@transaction.atomic
def keep(insight: Insight, *, by: Any = None, note: str = "") -> Insight | None:
    """Freeze the working copy as a version that nobody sees, if it holds anything no version holds."""
    home = lock(insight.home_id)
    if home.versions.filter(revision=home.revision).exists():
        return None
    return freeze(home, Stage.of(home).next_number, by=by, note=note)


def _start(home: Insight, at: datetime | None) -> datetime:
    """When readers see it from, with the insight's date put right."""
    now = timezone.now()
    start = max(at or home.published_at or now, now)
    if home.published_at is None or home.published_at > start:
        home.published_at = start
        home.save(update_fields=["published_at"])
    return start
