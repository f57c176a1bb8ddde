"""Noting that a working copy has changed: every write to it or its sections goes through here."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from insights.content.models import Insight


def touch(insight_id: uuid.UUID, by: Any = None) -> bool:
    """Count the change, and remember when and by whom; False when there is no such working copy.

    Call it inside the transaction of the change. From then on the working copy is held, as by `lock`.
    """
    editor = by if by is not None and by.is_authenticated else None
    now = timezone.now()
    versions = Insight.objects.filter(working_copy=OuterRef("pk")).order_by("-number")
    is_first = Q(changed_since=None) | Q(changed_since__lte=Subquery(versions.values("created_at")[:1]))
    since = Case(When(is_first, then=Value(now)), default=F("changed_since"))
    row = Insight.objects.working().filter(pk=insight_id)
    return bool(row.update(revision=F("revision") + 1, updated_at=now, updated_by=editor, changed_since=since))
