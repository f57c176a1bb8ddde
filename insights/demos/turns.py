"""Taking turns within a process. SQLite lets those who wait for its one lock look again by chance; here they queue."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

PATIENCE = 4  # seconds; whoever is before us waits for the database as long as it lets anybody wait
_queue = threading.Lock()


class BusyError(OperationalError):
    """What the database would say a while later."""


@contextmanager
def turn() -> Iterator[None]:
    """For what locks the settings row anyway; the transaction begins inside it. Raises BusyError."""
    if not _queue.acquire(timeout=PATIENCE):
        raise BusyError("Somebody else's turn takes too long.")
    try:
        yield
    finally:
        _queue.release()
