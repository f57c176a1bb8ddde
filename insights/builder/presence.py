"""Who else has an insight open."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from insights.builder.models import Presence

AWAY = timedelta(seconds=20)  # not heard of for so long: gone
QUIET = timedelta(seconds=8)  # how long a row may stay as it is while its editor is here


def note(insight_id: uuid.UUID, user: Any, uid: str = "") -> list[dict[str, str]]:
    """Remember that an editor is here, with a section open; who else is: [{name, uid}]."""
    now = timezone.now()
    here = list(Presence.objects.filter(insight=insight_id, seen_at__gte=now - AWAY).select_related("user"))
    own = next((row for row in here if row.user_id == user.pk), None)
    if own is None or own.uid != uid or own.seen_at < now - QUIET:
        _store(Presence(insight_id=insight_id, user=user, uid=uid, seen_at=now))
    return [
        {"name": row.user.get_full_name() or row.user.get_username(), "uid": row.uid}
        for row in here
        if row.user_id != user.pk
    ]


def leave(insight_id: uuid.UUID, user: Any) -> None:
    """Forget an editor who closed the page."""
    Presence.objects.filter(insight=insight_id, user=user).delete()


def _store(row: Presence) -> None:
    """In one statement: another tab of the same editor may come or leave at this moment."""
    Presence.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["insight", "user"], update_fields=["uid", "seen_at"]
    )
