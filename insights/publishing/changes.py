"""Noting that a working copy has changed: every write to it or its sections goes through here."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import F
from django.utils import timezone

from insights.content.models import Insight


def touch(insight_id: uuid.UUID, by: Any = None) -> bool:
    """Count the change, and remember when and by whom; False when there is no such working copy.

    Call it inside the transaction of the change. From then on the working copy is held, as by `lock`.
    """
    editor = by if by is not None and by.is_authenticated else None
    found = (
        Insight.objects.working()
        .filter(pk=insight_id)
        .update(revision=F("revision") + 1, updated_at=timezone.now(), updated_by=editor)
    )
    return bool(found)
