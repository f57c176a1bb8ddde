"""`manage.py messages`: the texts of the interface, for those who translate them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentorsite import catalogues, extraction


class Command(BaseCommand):
    """`update` after texts changed, `missing` to see what is open, `merge FILE` to fill it in, `compile` to see it."""

    help = "update (read the source again), missing (as JSON), merge FILE (such JSON, filled in), or compile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["update", "missing", "merge", "compile"])
        parser.add_argument("file", nargs="?", type=Path, help="JSON: {language: {domain: {text: translation}}}")

    def handle(self, *args: Any, what: str, file: Path | None, **options: Any) -> None:
        if what == "merge" and file is None:
            raise CommandError("merge needs the name of a JSON file")
        if what == "merge" and file:
            extraction.merge(json.loads(file.read_text()))
        if what in {"update", "merge"}:
            extraction.update()
        catalogues.compile_stale()
        missing = extraction.missing()
        if what == "missing":
            self.stdout.write(json.dumps(missing, ensure_ascii=False, indent=1))
        elif what != "compile":
            self.stdout.write(f"{sum(len(found) for each in missing.values() for found in each.values())} to translate")
