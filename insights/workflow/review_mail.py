"""Mail to those concerned: plain text, one message each, after the transaction; no failure undoes what was saved."""

from __future__ import annotations

import logging
import re
import smtplib
import time
from collections.abc import Sequence
from typing import Any, Protocol

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from insights.content.models import Insight, SiteProfile

logger = logging.getLogger(__name__)
BREAKING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError)  # one message, not the server
PATIENCE = 20  # seconds that somebody waits for all messages together


class About(Protocol):
    """What a mail is about; it is told when the mail could not be sent."""

    mail_failed: bool


def tell(about: About, people: QuerySet[Any], but: Any, subject: str, parts: Sequence[str], url: str) -> None:
    """Write to people, except to the one who did it, as soon as what it is about is committed."""
    readers = people.exclude(pk=but.pk) if but is not None and but.pk else people

    def write() -> None:
        about.mail_failed = True
        about.mail_failed = not send(letters(list(readers), subject, parts, url))

    transaction.on_commit(write, robust=True)


def site_language() -> translation.override:
    """Mail is in the site's language: whoever reads it need not share that of the one who causes it."""
    return translation.override(settings.LANGUAGE_CODE)


def letters(people: Sequence[Any], subject: str, parts: Sequence[str], url: str) -> list[mail.EmailMessage]:
    """One message for each, so that nobody sees another's address."""
    if not people:
        return []
    line = one_line(f"[{SiteProfile.current().brand}] {subject}")
    body = "\n\n".join([*(part for part in parts if part), url]) + "\n"
    headers = {"Auto-Submitted": "auto-generated"}
    return [mail.EmailMessage(line, body, to=[person.email], headers=headers) for person in people]


def send(messages: Sequence[mail.EmailMessage]) -> bool:
    """Over one connection; whether all were taken. One that is refused does not keep the others."""
    if not messages:
        return True
    end, refused = time.monotonic() + PATIENCE, 0
    try:
        with mail.get_connection() as connection:
            for message in messages:
                if time.monotonic() > end:
                    raise TimeoutError
                refused += not _sent(connection, message)
    except OSError as error:
        logger.warning("Mail could not be sent: %s", type(error).__name__, exc_info=True)
        return False
    return not refused


def one_line(text: str) -> str:
    """Text without anything that would end a header's line."""
    return BREAKING.sub(" ", text).strip()


def page_url(name: str, insight: Insight, anchor: str = "") -> str:
    """A page about the insight in the admin, as mail has to name it."""
    return settings.SITE_URL.rstrip("/") + reverse(f"admin:{name}", args=[insight.pk]) + anchor


def _sent(connection: Any, message: mail.EmailMessage) -> bool:
    try:
        connection.send_messages([message])
    except REFUSED:
        logger.warning("A message was refused", exc_info=True)
        return False
    return True
