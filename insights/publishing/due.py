"""Doing what is due: letting scheduled versions take over, taking down what has ended.

Readers see the right version without it, since their queries ask for the time. What follows from a change – redirects,
caches, the audit trail – waits for this; it may run anywhere and at any number of places at once, and happens once.
"""

from __future__ import annotations

import logging
import time
import uuid

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing.stage import Stage

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds between two looks of one process
_last_look = 0.0


def flip_due() -> int:
    """Do all that is due; how many insights that were. One that cannot be done is logged and holds up no other."""
    return sum(map(_try, due()))


def due() -> list[uuid.UUID]:
    """Working copies with something due."""
    now = timezone.now()
    starting = Insight.objects.filter(is_live=False, visible_from__lte=now)
    ending = Insight.objects.filter(is_live=True, visible_until__lte=now)
    found = (row.home_id for rows in (starting, ending) for row in rows.order_by().only("working_copy"))
    return list(dict.fromkeys(found))


def flip_soon() -> None:
    """For every request: look every few seconds, and never fail the reader."""
    global _last_look
    if time.monotonic() - _last_look < PAUSE:
        return
    _last_look = time.monotonic()
    try:
        flip_due()
    except DatabaseError:
        logger.exception("what is due could not be done; it will be tried again")


def _try(pk: uuid.UUID) -> bool:
    try:
        return _flip(pk)
    except DatabaseError:
        logger.exception("what is due of insight %s could not be done; it will be tried again", pk)
        return False


@transaction.atomic
def _flip(pk: uuid.UUID) -> bool:
    """False when somebody else did it, or is doing it."""
    skip = connection.features.has_select_for_update_skip_locked
    home = Insight.objects.working().select_for_update(skip_locked=skip).filter(pk=pk).first()
    return home is not None and Stage.read(home).settle()
