"""The words of every mail, apart from how it is printed and sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.demos import links, zones
from insights.demos.hours import DemoSettings
from insights.demos.models import Booking, DemoRequest

Facts = list[tuple[str, str]]


@dataclass
class Letter:
    """A mail's parts; two templates print them, as text and as HTML."""

    subject: str
    lines: list[str]
    facts: Facts = field(default_factory=list)
    links: Facts = field(default_factory=list)  # words and address


def when(moment: datetime, zone: ZoneInfo) -> str:
    """A moment on the clock of a zone, which it names."""
    local = moment.astimezone(zone)
    return f"{date_format(local, 'l')}, {date_format(local)}, {zones.clock(moment, zone)} ({zones.printed(zone.key)})"


def clock_of(request: DemoRequest, desk: DemoSettings) -> ZoneInfo:
    """The zone that its maker chose, else the team's."""
    return zones.zone_of(request.time_zone, desk.zone)


# To the visitor


def thanks(request: DemoRequest) -> Letter:
    """For a request that proposes times, or none."""
    lines = [_hello(request), _("thank you, we have your request. We will write to you within one working day.")]
    return Letter(_("We have your request"), lines, _wishes(request), _own_page(request))


def confirmation(desk: DemoSettings, booking: Booking) -> Letter:
    """A time is booked."""
    lines = [_hello(booking.request), _("your demo is booked. The calendar file is attached.")]
    return Letter(_("Your demo is booked"), lines, _time(desk, booking), _changing(booking.request))


def new_time(desk: DemoSettings, booking: Booking, before: datetime) -> Letter:
    """It was moved."""
    lines = [_hello(booking.request), _("your demo has a new time. The attached file moves it in your calendar.")]
    facts = [*_time(desk, booking), _moved_from(before, clock_of(booking.request, desk))]
    return Letter(_("Your demo has a new time"), lines, facts, _changing(booking.request))


def farewell(desk: DemoSettings, booking: Booking) -> Letter:
    """It was cancelled."""
    lines = [_hello(booking.request), _("your demo is cancelled. You are welcome to ask for another at any time.")]
    another = [(_("Schedule a demo"), links.form_url())]
    return Letter(_("Your demo is cancelled"), lines, _time(desk, booking), another)


def reminder(desk: DemoSettings, booking: Booking) -> Letter:
    """It is near."""
    lines = [_hello(booking.request), _("this is to remind you of your demo.")]
    return Letter(_("Reminder: your demo"), lines, _time(desk, booking), _changing(booking.request))


# To the team


def notice(
    desk: DemoSettings,
    request: DemoRequest,
    words: str,
    booking: Booking | None = None,
    before: datetime | None = None,
) -> Letter:
    """What happened to a request, and all that the visitor said."""
    who = request.company or request.name
    facts = [(_("When"), when(booking.starts_at, desk.zone))] if booking else []
    facts += [_moved_from(before, desk.zone)] if before else []
    facts += [*_said(request), *_wishes(request), *_origin(request)]
    return Letter(f"{words}: {who}", [words], facts, [(_("Open the request"), links.admin_url(request.pk))])


def digest(count: int, suspicious: int, hour: str) -> Letter:
    """Instead of a notice for each; it names nobody."""
    words = ngettext(
        "%(count)d more request for a demo in the hour from %(hour)s",
        "%(count)d more requests for a demo in the hour from %(hour)s",
        count,
    ) % {"count": count, "hour": hour}
    facts = _filled((_("May be spam"), str(suspicious or "")))
    return Letter(words, [words], facts, [(_("Open the requests"), links.admin_list_url())])


def _hello(request: DemoRequest) -> str:
    return _("Hello %s,") % request.name


def _time(desk: DemoSettings, booking: Booking) -> Facts:
    minutes = int((booking.ends_at - booking.starts_at).total_seconds() // 60)
    length = _("%d minutes") % minutes
    return [(_("When"), when(booking.starts_at, clock_of(booking.request, desk))), (_("Length"), length)]


def _moved_from(before: datetime, zone: ZoneInfo) -> tuple[str, str]:
    return _("Moved from"), when(before, zone)


def _own_page(request: DemoRequest) -> Facts:
    return [(_("Your request"), links.url("demo_request", request.pk))]


def _changing(request: DemoRequest) -> Facts:
    return [
        (_("Choose another time"), links.url("demo_move", request.pk)),
        (_("Cancel the demo"), links.url("demo_cancel", request.pk)),
    ]


def _wishes(request: DemoRequest) -> Facts:
    return _filled((_("Days"), request.preferred_days), (_("Time of day"), request.preferred_time))


def _said(request: DemoRequest) -> Facts:
    topics = ", ".join(topic.name for topic in request.topics.all())
    return _filled(
        (_("Name"), request.name),
        (_("Work e-mail"), request.email),
        (_("Company"), request.company),
        (_("Role"), request.role),
        (_("Company size"), request.get_company_size_display()),
        (_("Topics"), topics),
        (_("Message"), request.message),
        (_("Time zone"), zones.printed(request.time_zone)),
    )


def _origin(request: DemoRequest) -> Facts:
    campaign = ", ".join(f"{name}={text}" for name, text in request.campaign.items())
    article = str(request.insight or "")
    return _filled((_("Article"), article), (_("Campaign"), campaign))


def _filled(*facts: tuple[Any, str]) -> Facts:
    return [(str(name), text) for name, text in facts if text]
