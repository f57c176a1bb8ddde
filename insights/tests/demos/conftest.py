"""A desk with hours, a clock that stands still, and what visitors send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import Any
from unittest.mock import patch

import pytest

from insights.demos import rates
from insights.demos.models import Availability, DemoSettings
from insights.demos.slots import open_slots

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block it is that moment."""
    still = type("Still", (datetime,), {"now": classmethod(lambda *_args, **_named: moment)})
    with patch("django.utils.timezone.datetime", still):  # not `now` itself, which models hold as a default
        yield


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many from one address as a test likes."""
    monkeypatch.setattr(rates, "FEW", 1000)
    monkeypatch.setattr(rates, "MANY", 1000)


@pytest.fixture
def noon() -> Iterator[datetime]:
    """It is noon on a Monday."""
    with at(NOON):
        yield NOON


@pytest.fixture
def desk(db: None) -> DemoSettings:
    """Open from nine to five on five days, in UTC."""
    return make_desk()


def make_desk(**values: Any) -> DemoSettings:
    DemoSettings.objects.update_or_create(pk=1, defaults={"team_email": "team@example.com"} | values)
    Availability.objects.all().delete()
    for weekday in range(5):
        Availability.objects.create(weekday=weekday, starts=time(9), ends=time(17))
    return DemoSettings.current()


def filled(**values: Any) -> dict[str, Any]:
    """A form as a visitor fills it; they propose times unless a slot is given."""
    return {
        "name": "Amara Vasquez",
        "company": "Northlight Rail",
        "email": "amara@northlight.example",
        "role": "",
        "company_size": "100-499",
        "slot": "propose",
        "time_zone": "Europe/London",
        "preferred_days": "Tuesday",
        "preferred_time": "",
        "message": "",
        "consent": "on",
    } | values


@pytest.fixture
def slot(desk: DemoSettings) -> str:
    """The name of the first open slot."""
    return open_slots(desk)[0].value


@pytest.fixture
def send(client: Any) -> Callable[..., Any]:
    """`send(name="…")`: the form, as a browser sends it from our own page."""

    def send(path: str = "/demo/", headers: dict[str, str] | None = None, **values: Any) -> Any:
        headers = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return client.post(path, filled(**values), headers=headers)

    return send
