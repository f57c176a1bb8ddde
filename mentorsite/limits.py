"""How long the head of a request may be: Granian accepts addresses of 64 KB and headers of hundreds.

Here, outside Django, as a proxy would do it: a site behind one that allows more may be asked more.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from mentorsite.headers import PUBLIC_POLICY

ADDRESS = 4096  # bytes, with the parameters
HEADERS = 8192  # of all of them together


def limited(application: Any) -> Any:
    """A WSGI application that is asked nothing longer."""

    def ask(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status = _too_long(environ)
        return _refuse(status, start_response) if status else application(environ, start_response)

    return ask


def _too_long(environ: dict[str, Any]) -> HTTPStatus | None:
    """The status that says what of the request is."""
    if len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", "")) > ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    lengths = (len(name) + len(value) for name, value in environ.items() if name.startswith("HTTP_"))
    return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if sum(lengths) > HEADERS else None


def _refuse(status: HTTPStatus, start_response: Any) -> list[bytes]:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Security-Policy": PUBLIC_POLICY}
    start_response(f"{status.value} {status.phrase}", [*headers.items(), ("X-Content-Type-Options", "nosniff")])
    return [f"{status.phrase}\n".encode()]
