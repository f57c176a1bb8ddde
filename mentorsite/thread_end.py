"""The connections of threads that have ended are closed.

Connections are kept between requests, each by its thread, and the server lets idle threads end. What such a thread
leaves behind hangs in a circle of Django's objects: without this it stays open until the garbage collector finds it,
and a quiet site piles up connections. It is the next thread to open one that closes them: SQLite's cannot be closed
while a thread is ending (CPython 3.11 crashes), and one open connection keeps SQLite's shared memory in place, so
that pages are read even when the disk is full.
"""

from __future__ import annotations

import threading
import weakref
from contextlib import suppress
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

_left_behind: list[Any] = []


class _Owner:
    """Of a connection: belongs to a thread alone, and goes with it."""


class _Thread(threading.local):
    def __init__(self) -> None:
        self.owners: weakref.WeakKeyDictionary[BaseDatabaseWrapper, _Owner] = weakref.WeakKeyDictionary()


_thread = _Thread()


def close_connections() -> None:
    """For processes that serve: from now on."""
    connection_created.connect(_connected, dispatch_uid="mentorsite.thread_end")


def _connected(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    while _left_behind:
        with suppress(IndexError):  # another thread was quicker
            _left_behind.pop().close()
    owner = _thread.owners[connection] = _Owner()
    weakref.finalize(owner, _left_behind.append, connection.connection).atexit = False
