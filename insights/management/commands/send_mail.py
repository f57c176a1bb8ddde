"""`manage.py send_mail [--forever]`: the outbox, for cron or a process of its own. The site itself does it too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from insights.demos.due_mails import write_due
from insights.demos.outbox import send_due
from insights.demos.sender import send_forever
from insights.demos.webhooks import deliver_due


class Command(BaseCommand):
    """Any number may run at once: a mail is sent by one of them."""

    help = "Writes reminders that are due and sends the mails and makes the calls that wait."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="go on until Ctrl-C")

    def handle(self, *args: Any, forever: bool, **options: Any) -> None:
        if forever:
            send_forever()
        write_due()
        self.stdout.write(f"Sent: {send_due()}")
        self.stdout.write(f"Calls of the customer system: {deliver_due()}")
