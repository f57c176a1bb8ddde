"""`manage.py import_insights`: documents in, insights out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

from insights.documents.assets import import_assets
from insights.documents.reading import collect
from insights.documents.run import import_files


class Command(BaseCommand):
    """Exit status 1 when any document failed, so that a script notices."""

    help = "Import documents as insights. One without an id gets its id from its path below the folder given here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a document or a folder of documents")
        parser.add_argument("--assets", type=Path, metavar="DIR", help="store the images that documents mention")
        parser.add_argument("--draft", action="store_true", help="change working copies, publish nothing")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["assets"] and not Path(options["assets"]).is_dir():
            raise CommandError(f"There is no folder {options['assets']}.")
        files = list(collect(options["paths"]))
        shown = track(files, "Importing", console=Console(stderr=True), transient=True, disable=options["json"])
        report = import_files(shown, as_draft=options["draft"], dry_run=options["dry_run"])
        if options["assets"] and not options["dry_run"]:
            report.assets = import_assets(Path(options["assets"]))
        self.stdout.write(report.as_text(as_json=options["json"]))
        if report.failed:
            raise CommandError("Some documents could not be imported.", returncode=1)
