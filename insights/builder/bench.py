"""What the page builder's operations cost, and how that grows with the number of sections."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insights.content.models import Insight
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.store import insert_sections

ROUNDS = 15
TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
HERE = {"Host": "127.0.0.1"}
ANSWER = {"Accept": "application/json", **HERE}
PIECE = {"HX-Request": "true", **HERE}
Operation = Callable[[], Any]


class Cost(NamedTuple):
    """Statements (transactions aside), bytes of the answer, CPU seconds."""

    queries: int
    size: int
    seconds: float


def an_insight(count: int) -> Insight:
    """A working copy with as many sections, of all kinds in turn."""
    names = list(kinds())
    home = Insight.objects.create(title=f"{count} sections", slug=f"bench-builder-{count}")
    chosen = (names[number % len(names)] for number in range(count))
    insert_sections(
        [
            Section(insight=home, uid=f"bench{number}", position=number, kind=kind, data=kinds()[kind].sample())
            for number, kind in enumerate(chosen)
        ]
    )
    return home


def operations(client: Client, home: Insight) -> Iterator[tuple[str, Operation]]:
    """Every operation on the list and on a section, each as the script posts it."""

    def post(name: str, **data: Any) -> Operation:
        address = reverse(f"admin:insights_section_{name}", args=[home.pk])
        return lambda: client.post(address, data, headers=ANSWER)

    form = reverse("admin:insights_section_edit", args=[home.pk, "bench0"])
    last = f"bench{home.sections.count() - 1}"
    yield "open a card", lambda: client.get(form, headers=PIECE)
    yield "save a section", lambda: client.post(form, {"revision": "1", "description": "New words."}, headers=ANSWER)
    yield "add", post("add", kind=next(iter(kinds())), after="")
    yield "duplicate", post("duplicate", uid="bench0")
    yield "switch", post("switch", uid="bench0", on="0")
    yield "move to the top", post("move", uid=last, after="")
    yield "delete", post("delete", uid="bench0")
    yield "copy", post("copy", uid="bench0")
    yield "news", lambda: client.get(reverse("admin:insights_section_news", args=[home.pk]), headers=ANSWER)


def pages(client: Client, home: Insight) -> Iterator[tuple[str, Operation]]:
    """The whole change page; it does grow, by one line a section."""
    address = reverse("admin:insights_insight_change", args=[home.pk])
    yield "the page itself", lambda: client.get(address, headers=HERE)


def cost(operation: Operation) -> Cost:
    """What an operation costs, each time from the same state; the median of several rounds."""
    found = [_once(operation) for _ in range(ROUNDS)]
    times = sorted(one.seconds for one in found)
    return found[-1]._replace(seconds=times[len(times) // 2])


def _once(operation: Operation) -> Cost:
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            start = time.process_time()
            response = operation()
            seconds = time.process_time() - start
        transaction.set_rollback(True)
    if response.status_code != 200:
        raise RuntimeError(f"answered {response.status_code}: {response.content[:200]!r}")
    statements = [query for query in captured if not query["sql"].upper().startswith(TRANSACTIONS)]
    return Cost(len(statements), len(response.content), seconds)
