"""`manage.py export_insights`: insights out, as documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.content.models import Insight
from insights.documents.export import documents
from insights.publishing.audit import record
from insights.publishing.models import Action


class Command(BaseCommand):
    """The audit trail remembers it."""

    help = "Write every insight as a Statamic entry into a folder; import_insights reads them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="where to write; made if it is not there")
        parser.add_argument("--public", action="store_true", help="only what readers see, as they see it")

    def handle(self, *args: Any, folder: Path, public: bool, **options: Any) -> None:
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        folder.mkdir(parents=True, exist_ok=True)
        rows = Insight.objects.live() if public else Insight.objects.working().with_state()
        count = 0
        for name, text in documents(rows, public=public):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            count += 1
        record(Action.EXPORTED, count=count, public=public)
        self.stdout.write(f"{count} insights written to {folder}")
