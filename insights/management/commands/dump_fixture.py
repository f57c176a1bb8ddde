"""`manage.py dump_fixture`: fixtures/insights.json from fixtures/documents/."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from insights.content.models import Insight
from insights.documents.fixture import dump
from insights.documents.site import load_site
from insights.management.commands.load_fixtures import FIXTURES


class Command(BaseCommand):
    """Imports the documents into the (empty) database, writes the fixture, and rolls everything back."""

    help = "Write fixtures/insights.json from fixtures/documents/. Needs a migrated database without insights."

    def handle(self, *args: Any, **options: Any) -> None:
        if Insight.objects.exists():
            raise CommandError("The database holds insights; name an empty one with VAR_ROOT= or DATABASE_URL=.")
        with transaction.atomic():
            load_site(FIXTURES / "site.yaml")
            call_command("import_insights", str(FIXTURES / "documents"), stdout=self.stderr)
            (FIXTURES / "insights.json").write_text(dump(), encoding="utf-8")
            transaction.set_rollback(True)
        self.stdout.write("fixtures/insights.json written")
