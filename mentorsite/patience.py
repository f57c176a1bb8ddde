"""How long whoever answers a request waits for the database, before it is told as gone.

A server that hangs says nothing at all, so that only a clock of our own ends the waiting: one thread is then held for
seconds, not for ever. Commands, migrations and the sender have all the time they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

OF_A_REQUEST = 4  # seconds for one statement; more than the server's own lock_timeout, which says what was wrong
OF_A_CHECK = 1  # seconds, whether a connection that was kept open still answers
_patience: ContextVar[float | None] = ContextVar("patience", default=None)


def patience() -> float | None:
    """Seconds that a statement of this thread may take; None for any."""
    return _patience.get()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Nothing in here waits longer for one statement."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


class Patience:
    """Middleware: the patience of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with at_most(OF_A_REQUEST):
            return self.get_response(request)
