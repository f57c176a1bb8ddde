"""Writing mails into the outbox, within the transaction that they tell of. Sending them is somebody else's work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from insights.demos import letters, links
from insights.demos.calendar_file import CANCEL, PUBLISH, REQUEST, calendar_file
from insights.demos.hours import DemoSettings
from insights.demos.letters import Letter
from insights.demos.models import Booking, DemoRequest, OutboxMail
from insights.demos.waking import wake
from insights.workflow.review_mail import one_line

NOTICE, DIGEST = "team-new", "team-digest"
HOUR = timedelta(hours=1)
FORMS = {"text": "insights/demos/mail/letter.txt", "html": "insights/demos/mail/letter.html"}


def received(desk: DemoSettings, request: DemoRequest, booking: Booking | None) -> None:
    """Thanks, with the calendar file if a time is booked; and a notice to the team, which has a limit.

    For what looks like spam nobody calls this: the team reads of it in the digest, which comes once an hour at most.
    """
    if booking:
        _to_visitor(desk, booking, "booked", letters.confirmation)
    else:
        with _language_of(request):
            _write(desk, "visitor-received", request, request.email, letters.thanks(request), reply_to=desk.recipient)
    if not _limit_reached(desk):
        _to_team(desk, request, NOTICE, _("Request for a demo"), booking)


def booked(desk: DemoSettings, booking: Booking) -> None:
    """A time for a request that had none."""
    _to_visitor(desk, booking, "booked", letters.confirmation)
    _to_team(desk, booking.request, "team-booked", _("Demo booked"), booking)


def moved(desk: DemoSettings, booking: Booking, before: datetime) -> None:
    """Another time; what would remind of the former is withdrawn."""
    _withdraw_reminders(booking)
    _to_visitor(desk, booking, "moved", partial(letters.new_time, before=before))
    _to_team(desk, booking.request, "team-moved", _("Demo moved"), booking, before=before)


def cancelled(desk: DemoSettings, booking: Booking) -> None:
    """The slot is free again."""
    _withdraw_reminders(booking)
    _to_visitor(desk, booking, "cancelled", letters.farewell, method=CANCEL)
    _to_team(desk, booking.request, "team-cancelled", _("Demo cancelled"), booking)


def remind(desk: DemoSettings, booking: Booking, kind: str) -> None:
    """Both sides, once for each time that was agreed."""
    _to_visitor(desk, booking, kind, letters.reminder, method="", not_after=booking.starts_at)
    _to_team(desk, booking.request, f"team-{kind}", _("Demo soon"), booking, not_after=booking.starts_at)


def is_reminded(booking: Booking, kind: str) -> bool:
    """Whether that has been written for the time that is agreed now."""
    keys = [f"{kind_of}:{_key(booking)}" for kind_of in (f"visitor-{kind}", f"team-{kind}")]
    return OutboxMail.objects.filter(key__in=keys).exists()


def digest(desk: DemoSettings, requests: Sequence[DemoRequest], hour: datetime) -> None:
    """Instead of a notice for each of an hour's requests, when the hour is over."""
    key = f"{DIGEST}:{hour.isoformat()}"
    if not OutboxMail.objects.filter(key=key).exists():
        local = timezone.localtime(hour, desk.zone)
        suspicious = sum(request.is_suspicious for request in requests)
        letter = letters.digest(len(requests), suspicious, f"{local:%H:%M}")
        _write(desk, DIGEST, None, desk.recipient, letter, hour.isoformat())


def organizer(desk: DemoSettings) -> str:
    """Whose demo it is, to calendars."""
    return desk.recipient or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def file_for_team(desk: DemoSettings, booking: Booking, method: str = PUBLISH) -> str:
    """The calendar file that the team gets; it leads to the request in the admin."""
    request = booking.request
    about = f"{request.company}, {request.name} <{request.email}>\n{links.admin_url(request.pk)}"
    return calendar_file(booking, method, title=request.company, host=organizer(desk), about=about)


def file_for_visitor(desk: DemoSettings, booking: Booking, method: str = PUBLISH, guest: str = "") -> str:
    """The visitor's; it leads to the page where the demo can be moved and cancelled."""
    about = _("To move or cancel it: %s") % links.url("demo_request", booking.request_id)
    title = _("Demo with %s") % desk.site.brand
    return calendar_file(booking, method, title=title, host=organizer(desk), guest=guest, about=about)


def _to_visitor(
    desk: DemoSettings, booking: Booking, kind: str, words: Any, *, method: str = REQUEST, **values: Any
) -> None:
    request = booking.request
    if request.is_suspicious or not request.email:
        return  # who knows whose address that is
    with _language_of(request):
        if method:
            values["attachment"] = file_for_visitor(desk, booking, method, guest=request.email)
        letter = words(desk, booking)
        kind = f"visitor-{kind}"
        _write(desk, kind, request, request.email, letter, _key(booking), reply_to=desk.recipient, **values)


def _to_team(
    desk: DemoSettings,
    request: DemoRequest,
    kind: str,
    words: str,
    booking: Booking | None = None,
    before: datetime | None = None,
    **values: Any,
) -> None:
    key = _key(booking) if booking else ""
    if booking and "not_after" not in values:
        values["attachment"] = file_for_team(desk, booking, CANCEL if booking.cancelled_at else PUBLISH)
    with translation.override(settings.LANGUAGE_CODE):
        letter = letters.notice(desk, request, words, booking, before)
        _write(desk, kind, request, desk.recipient, letter, key, reply_to=request.email, **values)


def _write(
    desk: DemoSettings, kind: str, request: DemoRequest | None, to: str, letter: Letter, key: str = "", **values: Any
) -> None:
    """A row, unless there is one of this key; none to nobody."""
    if not to:
        return
    forms = {
        form: render_to_string(template, {"letter": letter, "site": desk.site}) for form, template in FORMS.items()
    }
    key = f"{kind}:{key or (request and request.pk)}"
    mail = OutboxMail(key=key, kind=kind, request=request, to=to, subject=_subject(desk, letter), **forms, **values)
    OutboxMail.objects.bulk_create([mail], ignore_conflicts=True)
    transaction.on_commit(wake)


def _key(booking: Booking) -> str:
    """The same until the demo is moved or cancelled."""
    return f"{booking.pk}:{booking.sequence}"


def _subject(desk: DemoSettings, letter: Letter) -> str:
    """One line, and nothing in it that a mail program would decode."""
    return one_line(f"[{desk.site.brand}] {letter.subject}").replace("=?", "= ?")[:250]


def _language_of(request: DemoRequest) -> Any:
    return translation.override(request.language or settings.LANGUAGE_CODE)


def _withdraw_reminders(booking: Booking) -> None:
    waiting = OutboxMail.objects.filter(request=booking.request_id, state=OutboxMail.State.WAITING)
    waiting.filter(not_after__isnull=False).delete()


def _limit_reached(desk: DemoSettings) -> bool:
    since = timezone.now() - HOUR
    return OutboxMail.objects.filter(kind=NOTICE, made_at__gt=since).count() >= desk.digest_limit
