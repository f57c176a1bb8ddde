"""What went wrong, as an answer: a database that is gone or busy is no mistake of ours, and will be back."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY = 30  # seconds


def unexpected(request: HttpRequest) -> HttpResponse:
    """503 with the time to come back while the database does not answer, 500 for everything else; neither asks it."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return server_error(request)
    headers = {"Retry-After": str(RETRY), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
