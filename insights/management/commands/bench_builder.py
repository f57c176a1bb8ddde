"""`manage.py bench_builder`: queries, bytes and time of every operation with 1, 50 and 200 sections."""

from __future__ import annotations

from typing import IO, Any, cast

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.test import Client
from rich.console import Console
from rich.table import Table

from insights.builder import bench

SIZES = (1, 50, 200)


class Command(BaseCommand):
    """Measures inside a transaction that is rolled back; nothing stays."""

    help = "Print what each operation of the page builder costs; the last column is the growth from 1 to 200 sections."

    def handle(self, *args: Any, **options: Any) -> None:
        table = Table("operation", *(f"queries, {size}" for size in SIZES), *(f"bytes, {size}" for size in SIZES))
        table.add_column("time, 200 : 1", justify="right")
        with transaction.atomic():
            user = get_user_model().objects.create(username="bench-builder", is_staff=True, is_superuser=True)
            client = Client()
            client.force_login(user)
            homes = [bench.an_insight(size) for size in SIZES]
            for listed in (bench.operations, bench.pages):
                for same in zip(*(listed(client, home) for home in homes), strict=True):
                    costs = [bench.cost(operation) for _name, operation in same]
                    growth = costs[-1].seconds / costs[0].seconds
                    numbers = [*(one.queries for one in costs), *(one.size for one in costs)]
                    table.add_row(same[0][0], *map(str, numbers), f"{growth:.2f}")
            transaction.set_rollback(True)
        Console(file=cast(IO[str], self.stdout), width=120).print(table)
