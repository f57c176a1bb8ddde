"""`manage.py load_fixtures`: the site profile, topics, documents and images that ship with the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from insights.content.models import Insight
from insights.documents.site import load_site

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    """Safe to repeat: documents that say what they said before change nothing."""

    help = "Load fixtures/: the site profile, topics, authors, documents and their images."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only when there is no insight yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Insight.objects.exists():
            return
        load_site(FIXTURES / "site.yaml")
        documents = str(FIXTURES / "documents")
        call_command("import_insights", documents, assets=FIXTURES / "assets", stdout=self.stdout)
