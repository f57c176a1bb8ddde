"""Publishing what an editor has looked at, and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight
from insights.publishing.audit import record
from insights.publishing.freeze import lock
from insights.publishing.models import Action
from insights.publishing.publish import publish


class ChangedError(Exception):
    """The working copy is not what was looked at any more."""


@transaction.atomic
def release(
    insight: Insight,
    *,
    revision: int,
    by: Any,
    note: str = "",
    at: datetime | None = None,
    until: datetime | None = None,
) -> Insight:
    """Publish the working copy as it was at a revision, now or at a moment, until another; returns the version.

    Raises ChangedError when somebody has changed it since, and what `publish` raises.
    """
    home = lock(insight.pk)
    if home.revision != revision:
        raise ChangedError
    if home.expires_at != until:
        if until and until <= (at or timezone.now()):
            raise ValidationError({"until": _("The end date lies before the start.")})
        Insight.objects.filter(pk=home.pk).update(expires_at=until)
        record(Action.END_SET, home, by, at=until.isoformat() if until else "never")
    return publish(home, by=by, note=note, at=at, checked=True)
