"""What is said to a wrong question: each error in words, with its parameter. Nothing that was sent is said again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from insights.public.api.guard import nothing, problem
from insights.public.api.parameters import RepeatedError
from insights.public.search.finding import UnavailableError

WAIT = 30  # seconds


class BeyondError(Exception):
    """A page after the last one, whose number it carries."""


def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    reasons = {str(one["loc"][-1]): _reason(one) for one in error.errors}
    return _about(422, reasons)


def _repeated(request: HttpRequest, error: RepeatedError) -> HttpResponse:
    return _about(422, {name: _("Was given more than once.") for name in error.args})


def _beyond(request: HttpRequest, error: BeyondError) -> HttpResponse:
    return _about(404, {"page": _("The last page is %s.") % error.args[0]})


def _unavailable(request: HttpRequest, error: UnavailableError) -> HttpResponse:
    response = problem(503, _("Search is not available right now. Please try again in a minute."))
    response["Retry-After"] = str(WAIT)
    return response


def _about(status: int, reasons: dict[str, str]) -> HttpResponse:
    return problem(status, " ".join(f"{name}: {reason}" for name, reason in reasons.items()), reasons)


def _reason(error: dict[str, Any]) -> str:
    """In our words, where they are not ours already."""
    limits = error.get("ctx") or {}
    words = {
        "greater_than_equal": _("Must be at least %(ge)s."),
        "less_than_equal": _("Must be at most %(le)s."),
        "string_too_long": _("Must be at most %(max_length)s characters."),
        "literal_error": _("Must be one of these: %(expected)s."),
    }
    return words.get(error["type"], "%(msg)s") % {"msg": error["msg"], **limits}


def handle(api: NinjaAPI) -> None:
    """Teach the API to say it this way."""
    handlers: dict[type[Exception], Any] = {
        Http404: nothing,
        ValidationError: _wrong,
        RepeatedError: _repeated,
        BeyondError: _beyond,
        UnavailableError: _unavailable,
    }
    for kind, said in handlers.items():
        api.add_exception_handler(kind, said)
