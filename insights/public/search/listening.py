"""The index follows publishing. What fails here is logged, for publishing has happened by then."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver

from insights.content.models import Insight
from insights.public.search.indexing import keep_up
from insights.publishing.signals import published, scheduled, unpublished

logger = logging.getLogger(__name__)


@receiver([published, scheduled, unpublished])
def follow(sender: Any, insight: Insight, **_: Any) -> None:
    """`manage.py rebuild_search --missing` makes good what could not be done."""
    try:
        keep_up(insight.home_id)
    except Exception:
        logger.exception("the search index could not follow insight %s", insight.home_id)
