"""The server is killed at random moments of two hundred saves: what was acknowledged is there, and whole."""

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAVES = 200
CONTENT = """
from django.contrib.auth import get_user_model
from django.test import Client
from insights.content.models import Insight
from insights.sections.base import Section
from insights.sections.store import insert_sections
client = Client()
client.force_login(get_user_model().objects.create(username="ann", is_staff=True, is_superuser=True))
home = Insight.objects.create(title="Trust", slug="trust")
insert_sections([Section(insight=home, uid=uid, kind="quote", position=n, data={"quote": "0", "cite": "0"})
                 for n, uid in enumerate("abcdef")])
print(home.pk, client.cookies["sessionid"].value)
"""


class Site:
    """A server of its own on a database of its own; every answer that says "saved" is remembered."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        gone = {"DATABASE_URL", "CACHE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        kept = {name: value for name, value in os.environ.items() if name not in gone}
        self.env = kept | {"VAR_ROOT": str(folder), "HOST": "127.0.0.1", "PORT": str(self.port)}
        self.database = folder / "db.sqlite3"
        self.manage("migrate", "-v0")
        self.insight, self.session = self.manage("shell", "-v0", "-c", CONTENT).split()
        self.process = None

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout

    def start(self):
        command = [sys.executable, "manage.py", "serve"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, start_new_session=True, **quiet)
        for _ in range(600):
            with contextlib.suppress(OSError):
                return self.ask("GET", "list/news/")
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, method, path, **data):
        """A request as the script makes it; OSError or HTTPException when the server went away."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        token = "a" * 32
        headers = {"Accept": "application/json", "Cookie": f"sessionid={self.session}; csrftoken={token}"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        address = f"/admin/insights/insight/{self.insight}/{path}"
        with contextlib.closing(connection):
            connection.request(method, address, urlencode(data, doseq=True), headers)
            answer = connection.getresponse()
            body = answer.read()
        assert answer.status == 200, body[:300]
        return json.loads(body)

    def stored(self):
        """{uid: (revision, data)} and the places, read past the server."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = connection.execute("SELECT uid, revision, data, position FROM insights_section").fetchall()
        places = sorted(place for *_rest, place in rows)
        assert places == list(range(len(rows))), "the order has a gap or a twin"
        return {uid: (revision, json.loads(data)) for uid, revision, data, _place in rows}


@pytest.fixture
def running(tmp_path):
    site = Site(tmp_path)
    site.start()
    yield site
    site.kill()


def turn(site, number, saved):
    """One save of a section, and now and then a move; what is acknowledged is noted."""
    uid = random.choice("abcdef")
    revision, _text = saved[uid]
    if number % 5 == 0:
        site.ask("POST", "list/move/", uid=[uid], after=random.choice(["", "a", "f"]))
    told = site.ask("POST", f"sections/{uid}/", quote=number, cite=number, revision=revision)
    assert told["state"] == "saved"
    saved[uid] = (told["section_revision"], str(number))


def test_what_was_acknowledged_survives_and_nothing_is_half_written(running):
    saved = dict.fromkeys("abcdef", (1, "0"))
    kills = number = 0
    while number < SAVES:
        last = number + random.randint(8, 24)
        killer = threading.Timer(random.uniform(0, 0.06), running.kill)
        with contextlib.suppress(OSError, http.client.HTTPException):
            while number < SAVES or killer.is_alive():
                number += 1
                if number in (last, SAVES) and not killer.ident:
                    killer.start()
                turn(running, number, saved)
        killer.join()
        kills += 1
        for uid, (revision, data) in running.stored().items():
            assert data["quote"] == data["cite"], "half written"
            assert (revision, data["quote"]) == saved[uid] or revision > saved[uid][0], "an acknowledged save is lost"
            saved[uid] = (revision, data["quote"])
        running.start()
    assert kills >= 3
