"""`manage.py publish_due`, for cron: what is due is done, and what was deleted long ago goes for good.

Readers do not depend on it: their queries ask for the time. It may run as often, and at as many places, as one likes.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from insights.publishing.due import flip_due
from insights.publishing.trash import purge


class Command(BaseCommand):
    """Does nothing when nothing is due."""

    help = "Lets scheduled versions take over, takes down what has ended, and empties the trash of thirty days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        switched, purged = flip_due(), purge()
        if switched:
            self.stdout.write(f"Went live or ended as scheduled: {switched}")
        if purged:
            self.stdout.write(f"Deleted for good: {purged}")
        if not (switched or purged):
            self.stdout.write("Nothing was due.")
