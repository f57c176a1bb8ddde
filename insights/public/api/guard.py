"""What holds for every address of the API, whatever it answers.

Any site's scripts may read it (`Access-Control-Allow-Origin: *`): all of it is public, and no answer depends on who
asks, so there is nothing to protect from another origin. Credentials are not allowed, and nothing here looks at any.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

METHODS = "GET, HEAD, OPTIONS"
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def problem(status: int, message: str, parameters: dict[str, str] | None = None) -> HttpResponse:
    """What is said instead of an answer."""
    said = {"message": message, **({"parameters": parameters} if parameters else {})}
    return HttpResponse(json.dumps(said), status=status, content_type="application/json; charset=utf-8")


def nothing(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """For addresses that lead to nothing."""
    return problem(404, _("There is nothing at this address. All addresses end with a slash."))


def broken(status: int) -> HttpResponse:
    """What `mentorsite.errors` says, at an address of the API."""
    gone = _("The site does not reach its data just now. Please try again in half a minute.")
    ours = _("Something went wrong on our side and has been noted. Please try again in a minute.")
    return _for_everybody(problem(status, gone if status == 503 else ours))


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Reading methods only, for scripts of any site; search engines are not to list it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return _for_everybody(_refusal(request) or view(request, *args, **kwargs))

    answered.broken = broken  # type: ignore[attr-defined]
    return csrf_exempt(answered)  # nothing is written, so there is nothing to forge


def _for_everybody(response: HttpResponse) -> HttpResponse:
    for name, value in ALWAYS.items():
        response.headers[name] = value
    return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to other methods, and to a browser that asks beforehand."""
    if request.method in ("GET", "HEAD"):
        return None
    if request.method == "OPTIONS":
        return HttpResponse(status=204, content_type="text/plain", headers={"Allow": METHODS, **PREFLIGHT})
    response = problem(405, _("This address can only be read. Use GET."))
    response["Allow"] = METHODS
    return response
