"""Sending what is in the outbox: each mail by one sender, again after growing pauses, until it arrives or has failed.

A sender takes a mail by putting its next try ahead, in one statement that only one can win. Should it die before it
says how that ended, the mail is tried again after that time; its Message-ID stays, so that a second copy is known.
"""

from __future__ import annotations

import logging
import smtplib
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.core.mail.message import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.demos.calendar_file import method_of
from insights.demos.models import Entry, OutboxMail

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
ATTEMPTS = 20  # about two and a half days
ABOUT_THIS_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
State = OutboxMail.State


def send_due() -> int:
    """Send what is due; how many were sent. A server that is not there is asked once, not once for each mail."""
    late = OutboxMail.objects.filter(state=State.WAITING, not_after__lt=timezone.now())
    late.update(state=State.FAILED, last_error=_("Too late."))
    sent = 0
    with suppress(OSError):
        while taken := take():
            sent += deliver(taken)
    return sent


def take() -> OutboxMail | None:
    """A mail that is due and now nobody else's; None when there is none."""
    for found in OutboxMail.objects.due().order_by("next_try_at")[:5]:
        mine = OutboxMail.objects.filter(pk=found.pk, state=State.WAITING, next_try_at=found.next_try_at)
        if mine.update(next_try_at=timezone.now() + LEASE, attempts=F("attempts") + 1):
            found.attempts += 1
            return found
    return None


def deliver(taken: OutboxMail) -> bool:
    """Whether it was sent. An OSError that is not about this mail is noted and raised again."""
    try:
        message(taken).send()
    except Exception as error:
        _again(taken, error)
        if isinstance(error, OSError) and not isinstance(error, ABOUT_THIS_MAIL):
            raise
        return False
    OutboxMail.objects.filter(pk=taken.pk).update(state=State.SENT, sent_at=timezone.now(), last_error="")
    return True


def message(row: OutboxMail) -> EmailMultiAlternatives:
    """As it leaves: our own sender, one recipient, nothing of the visitor's in any other header."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    found = EmailMultiAlternatives(
        row.subject, row.text, settings.DEFAULT_FROM_EMAIL, [row.to],
        reply_to=[row.reply_to] if row.reply_to else None, headers=headers, connection=mail.get_connection(),
    )  # fmt: skip
    if row.html:
        found.attach_alternative(row.html, "text/html")
    if row.attachment:
        kind = f"text/calendar; method={method_of(row.attachment)}"
        found.attach("demo.ics", row.attachment.encode(), kind)
    return found


def _again(taken: OutboxMail, error: Exception) -> None:
    """Later, or never when the server says that this mail will never do or it has been tried often enough."""
    ends = is_final(error) or taken.attempts >= ATTEMPTS
    pause = min(FIRST_PAUSE * 2 ** min(taken.attempts - 1, 20), LONGEST_PAUSE)
    OutboxMail.objects.filter(pk=taken.pk).update(
        state=State.FAILED if ends else State.WAITING,
        next_try_at=timezone.now() + pause,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )
    logger.warning("Mail %s was not sent (%s)", taken.pk, type(error).__name__)
    if ends and taken.request_id:
        Entry.objects.create(request_id=taken.request_id, kind=Entry.Kind.MAIL, text=_("A mail could not be sent."))


def is_final(error: Exception) -> bool:
    """Whether the server has refused for good (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, ValueError) or (isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500)
