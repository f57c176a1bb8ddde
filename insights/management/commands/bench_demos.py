"""`manage.py bench_demos`: many requests a second to a running site: none lost, none doubled."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.demos.bench import Load, page_cost
from insights.demos.models import DemoRequest


class Command(BaseCommand):
    """Start the site with PROXY_COUNT=1 SEND_MAIL=0 and the same database: each visitor then has an address."""

    help = "Print how many of the requests sent to a running site of one's own machine are stored, as ratios."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rate", type=int, default=50, help="requests a second")
        parser.add_argument("--seconds", type=int, default=60)

    def handle(self, *args: Any, rate: int, seconds: int, **options: Any) -> None:
        site = f"http://{settings.LISTEN_HOST}:{settings.LISTEN_PORT}"
        if not settings.DEVELOPMENT:
            raise CommandError("Only for a site of your own machine: set DEVELOPMENT=1.")
        idle, load = page_cost(site), Load(site, rate, seconds)
        reached = load.run()
        taken, stored = load.answers[302] + load.answers[202], load.stored().count()
        sent = sum(load.answers.values())
        self.stdout.write(f"answers                       {dict(load.answers)}")
        self.stdout.write(f"requests a second / asked for {reached / rate:6.2f}   (aim 1)")
        self.stdout.write(f"thanked / sent                {taken / sent:6.2f}   (aim 1)")
        self.stdout.write(f"stored / visitors             {stored / load.visitors:6.2f}   (aim 1)")
        self.stdout.write(f"doubled / visitors            {load.doubled() / load.visitors:6.2f}   (aim 0)")
        self.stdout.write(f"slowest of 99 in 100, seconds {load.slowest():6.2f}   (aim ≤ 1)")
        self.stdout.write(f"the same / the empty form     {load.slowest() / idle:6.2f}")
        DemoRequest.objects.filter(company=load.company).delete()
