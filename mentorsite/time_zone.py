"""The time zone of whoever works in the admin: the browser names it in a cookie that public pages do not get."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from mentorsite.headers import is_admin

COOKIE = "time_zone"


class AdminTimeZone:
    """Pages of the admin show and take times in the editor's zone; everything else in the site's.

    Looking ahead takes the moment in the editor's zone and shows dates as readers see them: it asks `time_zone`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        zone = request.time_zone = zone_of(request)  # type: ignore[attr-defined]
        if not is_admin(request.path):
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)


def zone_of(request: HttpRequest) -> zoneinfo.ZoneInfo | None:
    """The zone that the cookie names, if there is such a one; None stands for the site's."""
    name = request.COOKIES.get(COOKIE, "")
    return zoneinfo.ZoneInfo(name) if name in _names() else None


def named(request: HttpRequest) -> dict[str, Any]:
    """For templates: `time_zone_name`, to print beside times."""
    return {"time_zone_name": SimpleLazyObject(timezone.get_current_timezone_name)}


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
