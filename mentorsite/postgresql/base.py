"""A connection that is given up, and closed, when the server does not answer in time (`mentorsite.patience`)."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from mentorsite.patience import OF_A_CHECK, at_most, patience

__all__ = ["DatabaseWrapper"]

TO_CANCEL = 0.3  # seconds
TO_TRY_AGAIN = 2  # seconds


class Connection(psycopg.Connection[Any]):
    """Every statement waits here, with Django's cursors of all kinds and for transactions too."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, timeout or patience())
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self._give_up()
            raise

    def _give_up(self) -> None:
        """Nobody will read the answer any more: let a server that is only slow stop working at it."""
        with suppress(psycopg.Error):
            self.cancel_safe(timeout=TO_CANCEL)
        self.close()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django loads the backend by this name."""

    silent_until = 0.0  # of the whole process: not every request has to find out for itself

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        if patience() and monotonic() < self.silent_until:
            raise psycopg.OperationalError("The server did not answer a moment ago")
        try:
            return Connection.connect(**conn_params)
        except psycopg.errors.ConnectionTimeout:
            DatabaseWrapper.silent_until = monotonic() + TO_TRY_AGAIN
            raise

    def is_usable(self) -> bool:
        """Asked before the first statement of a request: what is gone is replaced then, so let it be told soon."""
        with at_most(OF_A_CHECK):
            return super().is_usable()
