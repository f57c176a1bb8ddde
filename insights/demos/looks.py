"""Counting how often articles are read and lead to the demo page: by day, and without a trace of who it was.

A page from a cache is no request of ours, so the page's own script says that it was opened; machines that fetch pages
run no scripts. What is said waits in memory for a few seconds, and is then added in one statement for all articles.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections import Counter
from datetime import date
from multiprocessing.util import Finalize
from typing import Any, NamedTuple

from django.db import DatabaseError, connections
from django.utils import timezone

from insights.content.models import Insight
from insights.demos.adding import add
from insights.demos.counts import InsightDay

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds
MOST = 5000  # different keys; more are made up
MINUTE = 60  # what one address may add within a minute
VIEWS, CLICKS = "views", "band_clicks"


class Look(NamedTuple):
    """An article, by its slug or by its id, on a day; and whether it was read or led on."""

    key: str | uuid.UUID
    day: date
    what: str


class Looks:
    """What this process has been told and not yet written. Addresses are known for a minute, and only here."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: Counter[Look] = Counter()
        self.addresses: Counter[str] = Counter()
        self.minute = 0
        self.timer: threading.Timer | None = None

    def count(self, key: str | uuid.UUID, what: str, address: str) -> None:
        """One more, unless this address has said too many or nobody could mean all of them."""
        now = timezone.now()
        look = Look(key, now.date(), what)
        with self.lock:
            if self.minute != (minute := int(now.timestamp() // 60)):
                self.minute, self.addresses = minute, Counter()
            self.addresses[address] += 1
            if self.addresses[address] <= MINUTE and (look in self.waiting or len(self.waiting) < MOST):
                self.waiting[look] += 1
                self._soon()

    def write(self) -> None:
        """All that waits; what the database does not take now, it is given again."""
        with self.lock:
            found, self.waiting = self.waiting, Counter()
        if found:
            left = _tried(found)
            with self.lock:
                self.waiting.update(left)
        with self.lock:
            self.timer = None
            if self.waiting:
                self._soon()

    def _soon(self) -> None:
        if self.timer is None:
            self.timer = threading.Timer(PAUSE, self.write)
            self.timer.daemon = True
            self.timer.start()


def _tried(found: Counter[Look]) -> Counter[Look]:
    """What could not be written."""
    try:
        _add(found)
    except DatabaseError as error:
        logger.warning("Looks at articles could not be counted yet (%s)", type(error).__name__)
        return found
    finally:
        connections.close_all()
    return Counter()


def _add(found: Counter[Look]) -> None:
    """To the articles that readers can see; two statements, whatever there is."""
    days: dict[tuple[Any, date], Counter[str]] = {}
    ids = _ids({look.key for look in found})
    for look, count in found.items():
        if home := ids.get(look.key):
            days.setdefault((home, look.day), Counter())[look.what] += count
    rows = [
        InsightDay(insight_id=home, day=day, views=said[VIEWS], band_clicks=said[CLICKS])
        for (home, day), said in sorted(days.items(), key=lambda pair: str(pair[0]))
    ]
    if rows:
        add(rows, ["insight", "day"], [VIEWS, CLICKS])


def _ids(keys: set[str | uuid.UUID]) -> dict[str | uuid.UUID, uuid.UUID]:
    """The working copies by each way to name them."""
    if not keys:
        return {}
    slugs = [key for key in keys if isinstance(key, str)]
    homes = [key for key in keys if isinstance(key, uuid.UUID)]
    live = Insight.objects.live()
    rows: Any = (live.filter(slug__in=slugs) | live.filter(working_copy__in=homes)).values_list("slug", "working_copy")
    return {key: home for slug, home in rows for key in (slug, home)}


looks = Looks()
Finalize(None, looks.write, exitpriority=10)  # also at the end of a server's worker, where `atexit` is not asked
