"""`manage.py load_fixtures`: the site profile, topics, documents and images that ship with the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from insights.content.models import Insight
from insights.documents.assets import import_assets
from insights.documents.site import load_site

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    """Safe to repeat and to interrupt: the content comes whole or not at all, its images again until they are there."""

    help = "Load fixtures/: the site profile, topics, authors, documents and their images."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only when there is no insight yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["if_empty"] and Insight.objects.exists()):
            with transaction.atomic():
                load_site(FIXTURES / "site.yaml")
                call_command("import_insights", str(FIXTURES / "documents"), stdout=self.stdout)
        if stored := import_assets(FIXTURES / "assets").stored:
            self.stdout.write(f"{len(stored)} images stored")
