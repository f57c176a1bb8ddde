"""`manage.py person_data EMAIL --export FILE | --erase`: what is kept of one person, when they ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.demos import person
from insights.demos.erasing import erase


class Command(BaseCommand):
    """The admin has the same, below the list of demo requests."""

    help = "Writes all that is kept of a person into a file, or erases the person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--export", type=Path, metavar="FILE", help="write JSON; the file must not be there yet")
        what.add_argument("--erase", action="store_true", help="cannot be taken back")

    def handle(self, *args: Any, email: str, export: Path | None, **options: Any) -> None:
        if export is None:
            self.stdout.write(f"Erased: {erase(list(person.of(email).values_list('pk', flat=True)))}")
            return
        text = person.told(email)
        try:
            export.touch(mode=0o600, exist_ok=False)
            export.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{export} cannot be written: {error.strerror}") from None
        self.stdout.write(f"Written: {export}")
