"""`manage.py erase_demos`: the people whose time is over, for cron. The site itself does it once a day too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from insights.demos.retention import erase_due


class Command(BaseCommand):
    """Safe to run at any time, and twice."""

    help = "Erases the people of requests that were last changed longer ago than the demo settings keep them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Erased: {erase_due()}")
