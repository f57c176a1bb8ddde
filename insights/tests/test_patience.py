"""A database that hangs: a request gives up in seconds, and the next one finds a connection that works."""

from __future__ import annotations

import socket
from time import monotonic

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from mentorsite.patience import OF_A_REQUEST, Patience, at_most, patience
from mentorsite.postgresql.base import DatabaseWrapper

hangs = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is no server that could hang")


def sleep(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def test_a_request_has_little_patience_and_everything_else_has_all_it_needs(rf: RequestFactory) -> None:
    found = []
    Patience(lambda request: found.append(patience()) or HttpResponse())(rf.get("/"))
    assert (found, patience()) == ([OF_A_REQUEST], None)


@hangs
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_hangs_is_given_up_and_the_next_one_gets_a_connection() -> None:
    with at_most(0.2):
        with pytest.raises(OperationalError):
            sleep(30)
        connection.close_if_unusable_or_obsolete()
        sleep(0)


@hangs
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_hangs_is_undone() -> None:
    with at_most(0.2), pytest.raises(OperationalError), transaction.atomic():
        sleep(30)
    sleep(0)


@hangs
@pytest.mark.django_db(transaction=True)
def test_what_the_server_itself_ends_costs_no_connection() -> None:
    with at_most(5), transaction.atomic():
        before = connection.connection
        connection.cursor().execute("SET LOCAL statement_timeout = 10")
        with pytest.raises(OperationalError), transaction.atomic():
            sleep(3)
    assert (connection.connection, before.closed) == (before, False)


def test_a_server_that_takes_no_connection_is_not_asked_again_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """It accepts, as the kernel does for a process that is stopped, and says nothing."""
    monkeypatch.setattr(DatabaseWrapper, "silent_until", 0.0)
    with socket.socket() as silent, at_most(OF_A_REQUEST):
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        parameters = {"host": "127.0.0.1", "port": silent.getsockname()[1], "connect_timeout": 2}
        took = []
        for _attempt in range(2):
            begun = monotonic()
            with pytest.raises(psycopg.OperationalError):
                DatabaseWrapper(connection.settings_dict).get_new_connection(parameters)
            took.append(monotonic() - begun)
    assert took[1] < took[0] / 10
