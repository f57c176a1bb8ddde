"""`manage.py bench_related`: what related insights cost when one is published and when a page is read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from insights.content.models import Insight
from insights.public.related import bench


class Command(BaseCommand):
    """Measures inside a transaction that is rolled back; nothing stays."""

    help = "Print the milliseconds of working out what is related among many insights, and of reading it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=10_000)
        parser.add_argument("--rounds", type=int, default=20)

    def handle(self, *args: Any, count: int, rounds: int, **options: Any) -> None:
        live = Insight.objects.live().filter(working_copy__isnull=False).first()
        if live is None:
            raise CommandError("No published insight to measure; load the fixtures first.")
        with transaction.atomic():
            few = bench.reading(live)
            bench.prepare_many(count, live)
            median, longest = bench.publishing(live.working_copy, rounds)  # type: ignore[arg-type]
            self.stdout.write(f"working out, {count} insights   median {median:6.1f} ms, longest {longest:6.1f} ms")
            many = bench.reading(live)
            self.stdout.write(f"the query, few → {count}         {many / few:6.2f}   ({many * 1000:.1f} ms CPU)")
            transaction.set_rollback(True)
