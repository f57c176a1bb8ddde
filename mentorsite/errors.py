"""What went wrong, as an answer: a database that is gone or busy is no mistake of ours, and will be back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views.defaults import server_error

RETRY = 30  # seconds


def unexpected(request: HttpRequest) -> HttpResponse:
    """503 with the time to come back while the database does not answer, 500 for everything else; neither asks it."""
    told = _own(request)
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return told(500) if told else server_error(request)
    response = told(503) if told else HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"], response["Cache-Control"] = str(RETRY), "no-store"
    return response


def _own(request: HttpRequest) -> Callable[[int], HttpResponse] | None:
    """How the asked view says it itself, if it does: one that programs read carries a function `broken`."""
    with suppress(Resolver404):
        return getattr(resolve(request.path_info).func, "broken", None)
    return None
