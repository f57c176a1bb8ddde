"""A thread of every process that serves the site: sends what is in the outbox at once, and looks again by and by.

It begins when the process begins to serve, or with its first request, so that no command has one.
`manage.py send_mail --forever` does the same elsewhere.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import connections

from insights.demos.due_mails import write_due
from insights.demos.outbox import send_due
from insights.demos.retention import once_a_day
from insights.demos.waking import bell
from insights.demos.webhooks import deliver_due

logger = logging.getLogger(__name__)
NAME = "outbox"
PAUSE = 20  # seconds
SETTLING = 2  # seconds
_begun: dict[int, threading.Lock] = {}  # by process, for one that is split off takes no thread along
_has_split = threading.Event()


def begin(**_signal: Any) -> None:
    """Once for each process."""
    if settings.SEND_MAIL and _begun.setdefault(os.getpid(), threading.Lock()).acquire(blocking=False):
        threading.Thread(target=_send_once_settled, name=NAME, daemon=True).start()


def _send_once_settled() -> None:
    """Never where the site is loaded first and workers are split off then: SQLite's locks, held here, hang in them."""
    if not _has_split.wait(SETTLING):
        send_forever()


def _was_split_off() -> None:
    global _has_split
    _has_split = threading.Event()


def send_forever() -> None:
    """Whatever goes wrong in one round, there is another."""
    while True:
        send_round()
        bell.wait(PAUSE)
        bell.clear()


def send_round() -> int:
    """Write what the clock says, then send what is due; how many mails and calls went out."""
    _tried(once_a_day)
    _tried(write_due)
    return _tried(send_due) + _tried(deliver_due)


def _tried(work: Callable[[], int | None]) -> int:
    """What goes wrong with one keeps none of the others."""
    try:
        return work() or 0
    except Exception as error:
        logger.error("The outbox could not be emptied: %s (%s)", work.__name__, type(error).__name__)
        return 0
    finally:
        connections.close_all()


os.register_at_fork(after_in_parent=lambda: _has_split.set(), after_in_child=_was_split_off)
request_started.connect(begin, dispatch_uid="insights.demos.sender")
