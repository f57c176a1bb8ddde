"""Writing the audit trail: one entry in the transaction of what it tells."""

from __future__ import annotations

from typing import Any

from insights.content.models import Insight
from insights.publishing.models import Action, AuditEntry


def record(action: Action, insight: Insight | None = None, by: Any = None, **details: Any) -> AuditEntry:
    """Remember who did what to which insight; `by` is nobody for what happens by itself."""
    actor = by if by is not None and by.is_authenticated else None
    return AuditEntry.objects.create(
        actor=actor,
        actor_name=actor.get_username() if actor else "",
        action=action,
        insight_id=insight.home_id if insight else None,
        title=insight.title if insight else "",
        details={name: value for name, value in details.items() if value not in (None, "")},
    )
