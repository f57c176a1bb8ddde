"""Related insights follow publishing; `manage.py rebuild_related` makes good what could not be done."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from insights.content.models import Insight
from insights.public.related.preparing import attempt
from insights.publishing.signals import published, scheduled, unpublished


@receiver([published, scheduled, unpublished], dispatch_uid="insights.public.related")
def follow(insight: Insight, **_: Any) -> None:
    """What is related to it, and which it is related to, may be others now."""
    attempt(insight.home_id)
