"""`manage.py build_fonts`: make the web fonts that the stylesheet asks for."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from insights.public import fonts


class Command(BaseCommand):
    help = "Cuts the site's typefaces into BUILT_ROOT/fonts. Does nothing when they are up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="build even when up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BUILT_ROOT) / "fonts"
        try:
            if fonts.is_current(folder) and not options["force"]:
                self.stdout.write(f"Fonts are up to date in {folder}")
                return
            sizes = fonts.build(folder)
        except fonts.FontError as error:
            raise CommandError(str(error)) from error
        for name, size in sizes.items():
            self.stdout.write(f"{name:24}{size:7,} B")
        self.stdout.write(self.style.SUCCESS(f"{'total':24}{sum(sizes.values()):7,} B of {fonts.BUDGET:,}"))
