"""`manage.py startsection timeline`: the files of a new kind of section."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.sections.stem import BadNameError, write_stem


class Command(BaseCommand):
    """A refused name changes nothing."""

    help = "Write the files of a new kind of section, ready to be filled in, and register it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="such as timeline; words are joined by _")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            written = write_stem(name, settings.BASE_DIR)
        except BadNameError as error:
            raise CommandError(str(error)) from error
        for path in written:
            self.stdout.write(f"written  {path.relative_to(settings.BASE_DIR)}")
        self.stdout.write(f"Now edit {written[0].relative_to(settings.BASE_DIR)}; restart the server to see it.")
