"""The dates that readers and machines are told of an insight."""

from __future__ import annotations

from datetime import datetime

from insights.content.models import Insight


def first_published(insight: Insight) -> datetime:
    """The date that readers see; every version that they may see has one."""
    return insight.published_at or insight.created_at


def updated(insight: Insight) -> datetime:
    """When what readers see was last changed: a later version's first moment, and of the first one the last edit."""
    first = first_published(insight)
    changed = insight.visible_from if (insight.number or 1) > 1 else insight.updated_at
    return max(first, changed or first)
