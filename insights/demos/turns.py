"""Taking turns within a process. SQLite lets those who wait for its one lock look again by chance; here they queue."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 5  # seconds; then it is the database's to say that it is busy
_queue = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """For what locks the settings row anyway; the transaction begins inside it."""
    mine = _queue.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _queue.release()
