"""`manage.py bench_search`: how long readers wait for a search."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from insights.content.models import Insight
from insights.public.search import bench

QUERIES = (
    "?q=mentoring", "?q=the", "?q=a", "?q=trust", "?q=pairs+meeting", "?q=group+mentoring+program",
    "?q=mentoring&page=3", "?q=first+ninety+days", "?q=tru", "?q=mentorin+progam", "?q=xylophone", "?q=%25",
    "?q=mentoring&topic=leadership&year=2020", "suggest/?q=me", "suggest/?q=mentoring+th",
)  # fmt: skip


class Command(BaseCommand):
    """Measures inside a transaction that is rolled back; nothing stays."""

    help = "Print the milliseconds of searches among many insights: p95 of each query and of all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=10_000)
        parser.add_argument("--rounds", type=int, default=20)

    def handle(self, *args: Any, count: int, rounds: int, **options: Any) -> None:
        like = Insight.objects.live().first()
        if like is None:
            raise CommandError("No published insight to measure; load the fixtures first.")
        with transaction.atomic():
            bench.prepare(count, like)
            found = dict(bench.times(QUERIES, rounds))
            for query, values in found.items():
                self.stdout.write(f"{query:45} {bench.p95(values)}")
            every = [value for values in found.values() for value in values]
            self.stdout.write(f"{'all, ' + str(count) + ' insights':45} {bench.p95(every)}   (aim < 100)")
            transaction.set_rollback(True)
