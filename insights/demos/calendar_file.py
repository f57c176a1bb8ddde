"""A booked demo as an iCalendar file (RFC 5545, 5546), by which calendars add, move and remove it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from insights.demos.models import Booking

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
PRODUCT = "-//MentorSite//Demos//EN"


def calendar_file(booking: Booking, method: str, *, title: str, host: str, guest: str = "", about: str = "") -> str:
    """Times are UTC and the UID stays, so that every calendar shows its own clock and knows the demo again.

    An invitation (REQUEST) and its withdrawal name the guest; what is published for anybody's calendar names nobody.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = _event(booking, method, title, host)
    if about:
        event.add("description", about)
    if guest:
        event.add("attendee", _attendee(guest))
    calendar.add_component(event)
    return calendar.to_ical().decode()


def method_of(text: str) -> str:
    """What a file of ours asks a calendar to do."""
    return next((name for name in (REQUEST, CANCEL) if f"METHOD:{name}\r\n" in text), PUBLISH)


def _event(booking: Booking, method: str, title: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"{booking.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", timezone.now().replace(microsecond=0).astimezone(UTC))
    event.add("dtstart", _utc(booking.starts_at))
    event.add("dtend", _utc(booking.ends_at))
    event.add("summary", title)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{host}"))
    return event


def _attendee(address: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "TRUE"
    return attendee


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
