"""`manage.py serve [--prepare]`: the site on granian, at HOST and PORT."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentorsite import server


class Command(BaseCommand):
    """Looks for a free port first, since preparing takes a while."""

    help = "Serves the site on HOST:PORT (127.0.0.1:8000)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="first do what `manage.py prepare` does")

    def handle(self, *args: Any, prepare: bool, **options: Any) -> None:
        host, port, site = settings.LISTEN_HOST, settings.LISTEN_PORT, settings.SITE_URL
        if reason := server.why_not(host, port):
            other = port + 1 if port < 65535 else 8000
            raise CommandError(f"Cannot listen on {host}:{port}: {reason}. Try: make run HOST=127.0.0.1 PORT={other}")
        if prepare:
            call_command("prepare")
        self.stdout.write(f"Site     {site}/\nAdmin    {site}/admin/\nSign in  {site}/admin/login/\nCtrl-C stops it.")
        self.stdout.flush()
        server.replace_process(host, port, settings.BASE_DIR)
