"""Threads come and go; their connections to the database do not pile up."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import DatabaseWrapper

from mentorsite import environment, thread_end
from mentorsite.environment import Env


@pytest.fixture
def open_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], sqlite3.Connection]]:
    """Opens a connection as the site would, in a process that serves; the raw one."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'probe.sqlite3'}")
    found = {**connection.settings_dict, **environment.database(Env(), tmp_path)}
    wrappers = []

    def open_it() -> sqlite3.Connection:
        wrappers.append(DatabaseWrapper(found, "probe"))
        wrappers[-1].inc_thread_sharing()
        wrappers[-1].cursor().execute("SELECT count(*) FROM sqlite_master")
        return wrappers[-1].connection

    thread_end.close_connections()
    yield open_it
    connection_created.disconnect(dispatch_uid="mentorsite.thread_end")
    for wrapper in wrappers:
        wrapper.close()


def in_a_thread(work: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    found: list[sqlite3.Connection] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def is_open(raw: sqlite3.Connection) -> bool:
    try:
        return bool(raw.execute("SELECT 1").fetchone())
    except sqlite3.ProgrammingError:
        return False


@pytest.mark.django_db
def test_whoever_opens_the_next_connection_closes_those_of_threads_that_have_ended(
    open_one: Callable[[], sqlite3.Connection],
) -> None:
    ended, here = in_a_thread(open_one), open_one()
    assert (is_open(ended), is_open(here)) == (False, True)


@pytest.mark.django_db
def test_a_thread_that_lives_keeps_its_own(open_one: Callable[[], sqlite3.Connection]) -> None:
    here = open_one()
    in_a_thread(open_one)
    in_a_thread(open_one)
    assert is_open(here)


@pytest.mark.django_db
def test_a_thread_may_have_two(open_one: Callable[[], sqlite3.Connection]) -> None:
    """As where a loop runs in it: Django then keeps one for every task."""
    first, second, _third = open_one(), open_one(), open_one()
    assert (is_open(first), is_open(second)) == (True, True)


@pytest.mark.django_db
def test_sqlite_keeps_its_shared_memory_while_the_site_is_idle(
    open_one: Callable[[], sqlite3.Connection], tmp_path: Path
) -> None:
    in_a_thread(open_one)
    assert (tmp_path / "probe.sqlite3-shm").exists()
