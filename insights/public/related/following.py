"""Related insights follow publishing. What fails here is logged, for publishing has happened by then."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver

from insights.content.models import Insight
from insights.public.related.preparing import prepare
from insights.publishing.signals import published, scheduled, unpublished

logger = logging.getLogger(__name__)


@receiver([published, scheduled, unpublished], dispatch_uid="insights.public.related")
def follow(insight: Insight, **_: Any) -> None:
    """Until `manage.py rebuild_related` makes it good, pages end with what is known, or with the latest."""
    try:
        prepare(insight.home_id)
    except Exception:
        logger.exception("what is related to insight %s could not be worked out", insight.home_id)
