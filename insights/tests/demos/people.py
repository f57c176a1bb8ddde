"""Requests and people of the team, for tests of the team's pages."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import lxml.html
from django.test import Client
from django.utils import timezone

from insights.demos.models import Booking, DemoRequest, DemoSettings
from insights.tests import factories
from insights.tests.factories import signed_in  # noqa: F401 - the pages' tests ask for it with the rest

LIST = "/admin/insights/demorequest/"


def make(**values: Any) -> DemoRequest:
    """A request as a visitor left it."""
    given = {"name": "Amara Vasquez", "company": "Northlight Rail", "email": "amara@northlight.example"}
    return DemoRequest.objects.create(key=uuid.uuid4().hex, **given | values)


def booked(demo: DemoRequest, starts_at: Any) -> Booking:
    return Booking.objects.create(request=demo, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=40))


def administrator(**values: Any) -> Any:
    return factories.member("Administrator", **{"username": "ada"} | values)


def page_of(answer: Any) -> Any:
    return lxml.html.fromstring(answer.content.decode())


def companies(client: Client, **query: Any) -> list[str]:
    """What the list shows."""
    return [cell.text_content() for cell in page_of(client.get(LIST, query)).cssselect("th.field-company_or_id")]


def searched(client: Client, term: str, where: str = LIST) -> Any:
    """The answer to a search, which leads to the list."""
    return client.post(f"{where}search/", {"q": term})


def told(demo: DemoRequest) -> list[tuple[str, str, dict[str, Any]]]:
    """The timeline, the newest first."""
    return [(entry.kind, entry.text, entry.data) for entry in demo.entries.all()]


def in_zone(name: str) -> DemoSettings:
    DemoSettings.objects.update_or_create(pk=1, defaults={"time_zone": name})
    return DemoSettings.current()


def ago(**how: Any) -> Any:
    return timezone.now() - timedelta(**how)
