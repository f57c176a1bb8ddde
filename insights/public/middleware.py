"""Round every request of a reader: what is due is done, and an address that has moved or gone says so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.contrib.redirects.models import Redirect
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from insights.public import twins
from insights.public.redirects import LONGEST
from insights.public.spaces import is_readers
from insights.public.views import nothing
from insights.publishing.due import flip_due, flip_soon

logger = logging.getLogger(__name__)
TEXTS = {"insight_detail", "markdown_twin"}  # an insight's page, and the same as Markdown
KEPT = "public, max-age=300"  # seconds for which nobody asks again: an address may get a page once more


class AddressMiddleware(RedirectFallbackMiddleware):
    """Django's, for readers' addresses only; it never makes an answer worse."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not is_readers(request.path):
            return response
        if response.status_code != 404:
            _quietly(flip_soon)
            return response
        match = request.resolver_match
        if match and match.view_name in TEXTS:
            _quietly(flip_due)  # the address may have changed a moment ago
        instead: HttpResponse | None = _quietly(lambda: _instead(request))
        return instead or response


def _instead(request: HttpRequest) -> HttpResponse | None:
    """What to answer rather than "not found"."""
    full, path = request.get_full_path(), request.path
    page = twins.page_of(path)
    found = _first(dict.fromkeys((full, path, page or (path if path.endswith("/") else f"{path}/"))))
    if found is None:
        return None
    if not found.new_path:
        return nothing(request, 410)
    target = twins.twin_of(found.new_path) if found.old_path == page else found.new_path
    if not is_readers(target):
        return None
    asked = request.META.get("QUERY_STRING", "")
    joined = "&" if "?" in target else "?"
    kept = f"{joined}{asked}" if asked and found.old_path != full else ""
    response = HttpResponsePermanentRedirect(target + kept)
    response["Cache-Control"] = KEPT
    return response


def _first(paths: Iterable[str]) -> Redirect | None:
    """The row of the first of these addresses that has one."""
    possible = [path for path in paths if len(path) <= LONGEST and "\0" not in path]
    rows = Redirect.objects.filter(site=settings.SITE_ID, old_path__in=possible)
    found = {row.old_path: row for row in rows} if possible else {}
    return next((found[path] for path in possible if path in found), None)


def _quietly(work: Callable[[], Any]) -> Any:
    """The reader's answer does not hang on it: whatever goes wrong is told to the log."""
    try:
        return work()
    except Exception:
        logger.exception("the request was answered without it")
        return None
