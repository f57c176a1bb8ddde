"""`manage.py sweep_media`: files of the media folder that nothing names any more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.media.sweeping import stray, sweep


class Command(BaseCommand):
    """Tells which files would go; with --delete they go. Safe to repeat and to interrupt."""

    help = "List, or delete, stored pictures that no row has named for a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="do it")
        parser.add_argument("--days", type=float, default=1, help="how long nothing has named them (default: 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["days"] <= 36_500:
            raise CommandError("--days is a number from 0 to 36500")
        names = stray(options["days"])
        if not options["delete"]:
            self.stdout.write("\n".join([*names, f"{len(names)} may go; with --delete they do"]))
            return
        done = list(sweep(names))
        failed = [f"{name}: {why}" for name, why in done if why]
        self.stdout.write("\n".join([*failed, f"{len(done) - len(failed)} deleted"]))
        if failed:
            raise CommandError(f"{len(failed)} could not be deleted")
