"""`manage.py rebuild_related`: what is related to each insight, from what readers see and will see."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from insights.public.related.rebuilding import rebuild


class Command(BaseCommand):
    """After renaming a topic or a tag, or when the log says that something could not be worked out."""

    help = "Work out anew which insights are related; --missing does so for those of which nothing is known."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only where nothing is known, and what is gone")

    def handle(self, *args: Any, missing: bool, **options: Any) -> None:
        count = rebuild(missing=missing)
        if count or not missing:
            self.stdout.write(f"related insights of {count} worked out")
