"""`manage.py rebuild_search`: the search index anew, from what readers see and will see."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from insights.public.search.indexing import rebuild


class Command(BaseCommand):
    """For a new engine, after renaming an author or a topic, or when the log says that the index fell behind."""

    help = "Build the search index anew from published and scheduled insights; --missing completes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only what is not in it, and out with what is gone")

    def handle(self, *args: Any, missing: bool, **options: Any) -> None:
        count = rebuild(missing=missing)
        if count or not missing:
            self.stdout.write(f"{count} insights put into the search index")
