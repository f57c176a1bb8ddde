"""An editor's server is killed at random moments of two hundred publishes: readers find the old page or the new one."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PUBLISHES, SECTIONS = 200, 6
BEGIN = """
from insights.content.models import Category, Insight
from insights.sections.base import Section
from insights.sections.store import insert_sections
home = Insight.objects.create(title="0", slug="trust-0")
home.file_under([Category.objects.create(name="Time", slug="time")])
insert_sections([Section(insight=home, uid=f"s{n}", kind="quote", position=n, data={"quote": "0"}) for n in range(6)])
"""
PUBLISH = """
import sys
from itertools import count
from django.db import transaction
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import publish
from insights.sections.base import Section
home = Insight.objects.working().get()
for number in count(int(sys.stdin.readline())):
    with transaction.atomic():
        touch(home.pk)
        Section.objects.filter(insight=home).update(data={"quote": str(number)})
        Insight.objects.filter(pk=home.pk).update(title=str(number), slug=f"trust-{number // 5}")
    publish(home)
    print(number, flush=True)
"""


class Database:
    """A database of its own, read past the site."""

    def __init__(self, folder):
        gone = {"DATABASE_URL", "CACHE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        self.env = {name: value for name, value in os.environ.items() if name not in gone} | {"VAR_ROOT": str(folder)}
        self.path = folder / "db.sqlite3"

    def start(self, code):
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=ROOT, env=self.env, text=True, start_new_session=True, **pipes)

    def rows(self, sql, *values):
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, values).fetchall()

    def live(self):
        """What readers find: a number that everything agrees on."""
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        [(pk, title, slug, revision)] = self.rows(
            "SELECT id, title, slug, revision FROM insights_insight WHERE is_live"
        )
        texts = [json.loads(data)["quote"] for (data,) in self.sections(pk)]
        assert texts == [title] * SECTIONS, "a mixture"
        assert slug == f"trust-{int(title) // 5}"
        [(staged,)] = self.rows("SELECT insight_id FROM insights_placement WHERE visible_from IS NOT NULL")
        assert staged == pk, "lists show another version"
        same = "SELECT count(*) FROM insights_insight WHERE revision = ? AND number IS NOT NULL"
        assert self.rows(same, revision) == [(1,)]
        return int(title)

    def sections(self, pk):
        return self.rows("SELECT data FROM insights_section WHERE insight_id = ? ORDER BY position", pk)


def publish_until_killed(database, number, rounds):
    """Publish from a number on; the last one that was acknowledged."""
    with database.start(PUBLISH) as process:
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
        for _ in range(rounds):
            told = int(process.stdout.readline())
        killer = threading.Timer(random.uniform(0, 0.04), os.killpg, (process.pid, signal.SIGKILL))
        killer.start()
        for line in process.stdout:
            told = int(line) if line.endswith("\n") else told
        killer.join()
    return told


def test_readers_find_the_old_page_or_the_new_one(tmp_path):
    database = Database(tmp_path)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=database.env, check=True)
    with database.start(BEGIN):
        pass
    number = kills = 0
    while number < PUBLISHES:
        told = publish_until_killed(database, number + 1, random.randint(5, 20))
        live = database.live()
        assert live in {told, told + 1}, "what was acknowledged is lost"
        number, kills = live, kills + 1
    assert kills >= 5
