"""`manage.py prepare`: everything between a clean checkout and a site that can start; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from mentorsite import catalogues, static


class Command(BaseCommand):
    """Gathers the steps in their order; each is idempotent."""

    help = "Makes translations, fonts, static files, tables, one admin user and, in an empty database, the fixtures."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.check()
        catalogues.compile_stale()
        call_command("build_fonts")
        static.collect()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_fixtures", if_empty=True)
        call_command("rebuild_search", missing=True)
        call_command("rebuild_related", missing=True)
        call_command("make_share_images")
        call_command("ensure_admin")
