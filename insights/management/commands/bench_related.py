"""`manage.py bench_related`: what related insights cost when one is published and when a page is read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from insights.content.models import Insight
from insights.public.related import bench


class Command(BaseCommand):
    """Measures inside a transaction that is rolled back; nothing stays."""

    help = "Print the CPU of working out what is related among many insights and of reading it, and their growth."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=10_000)
        parser.add_argument("--rounds", type=int, default=20)

    def handle(self, *args: Any, count: int, rounds: int, **options: Any) -> None:
        live = Insight.objects.live().filter(working_copy__isnull=False).first()
        if live is None:
            raise CommandError("No published insight to measure; load the fixtures first.")
        with transaction.atomic():
            few, home = bench.reading(live), live.working_copy
            before = bench.publishing(home, rounds)  # type: ignore[arg-type]
            bench.prepare_many(count, live)
            after, many = bench.publishing(home, rounds), bench.reading(live)  # type: ignore[arg-type]
            self.stdout.write(f"publishing, few → {count} insights {after / before:6.2f}   ({after * 1000:.0f} ms CPU)")
            self.stdout.write(f"the query, few → {count} insights  {many / few:6.2f}   ({many * 1000:.1f} ms CPU)")
            transaction.set_rollback(True)
