"""All that has happened to a request, the newest first: what people did, mails, and calls of the customer system."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from insights.demos.changes import called
from insights.demos.deliveries import Delivery
from insights.demos.models import DemoRequest, Entry
from insights.demos.team.forms import line

MOST = 300  # of each sort; nobody reads further
ELSEWHERE = (Entry.Kind.MAIL, Entry.Kind.WEBHOOK)  # their own rows say more


class Line(NamedTuple):
    """A moment, what happened, in more words, and by whom; `url` leads to where more is told."""

    at: datetime
    what: Any
    text: str
    by: str
    tone: str
    url: str = ""


def timeline(demo: DemoRequest) -> list[Line]:
    """Three queries, whatever there is."""
    return sorted([*_entries(demo), *_mails(demo), *_calls(demo)], key=lambda row: row.at, reverse=True)


def _entries(demo: DemoRequest) -> Iterator[Line]:
    for entry in demo.entries.exclude(kind__in=ELSEWHERE).select_related("by")[:MOST]:
        what = _("Not spam") if "cleared" in entry.data else entry.get_kind_display()
        yield Line(entry.at, what, line(entry), called(entry.by), entry.kind)


def _mails(demo: DemoRequest) -> Iterator[Line]:
    for mail in demo.mails.only("state", "made_at", "sent_at", "subject", "to", "last_error")[:MOST]:
        yield _delivered(mail, _("Mail to %(to)s") % {"to": mail.to}, mail.subject, "outboxmail")


def _calls(demo: DemoRequest) -> Iterator[Line]:
    for call in demo.webhooks.defer("payload")[:MOST]:
        yield _delivered(call, _("Webhook"), call.event, "webhookdelivery")


def _delivered(row: Delivery, what: Any, text: str, model: str) -> Line:
    told = " · ".join(filter(None, (text, str(row.get_state_display()), row.last_error)))
    return Line(row.sent_at or row.made_at, what, told, "", row.state, _url(model, row))


def _url(model: str, row: Delivery) -> str:
    try:
        return reverse(f"admin:insights_{model}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
