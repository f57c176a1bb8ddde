"""Looking ahead: for the staff, the whole public site as it will be at a moment, with all that is scheduled."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import copy
from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content import clock
from insights.public import rewriting
from insights.public.preview import for_editors
from insights.public.spaces import is_readers
from insights.public.views import not_found, nothing
from insights.publishing.rules import may_read

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
READERS = "insights.public.readers"
PRINTED = "%Y-%m-%dT%H:%M"


@for_editors(may_read)
def choose(request: HttpRequest) -> HttpResponse:
    """The form's target: to the site at the moment that was chosen, or now."""
    path = request.GET.get("path", "/")
    path = path.removeprefix("/") if is_readers(path) else ""
    with _zone(request):
        asked = request.GET.get("at", "").strip() or _printed(timezone.now())
    return HttpResponseRedirect(_address(asked[:40].replace("/", "-"), path))


@for_editors(may_read)
def look(request: HttpRequest, moment: str, path: str = "") -> HttpResponse:
    """One of the readers' pages at that moment, with a bar on top and links that stay there; the past is now."""
    with _zone(request):
        when = parse(moment)
    if when is None:
        words = _("“%s” is not a date and time.") % moment[:40]
        return _framed(request, nothing(request, 404), str, None, path, words)
    try:
        match = resolve(f"/{path}", READERS)
    except Resolver404:
        if not path.endswith("/") and _is_there(f"/{path}/"):
            return HttpResponseRedirect(_address(moment, f"{path}/"))
        match = None
    with clock.at(max(when, timezone.now())):
        answer = _answer(_as_reader(request, path), match)
        base = _address(moment, "")
        return _framed(request, answer, lambda url: base + url.removeprefix("/"), clock.now(), path)


def parse(text: str) -> datetime | None:
    """A moment as an address names it, in the current time zone unless it names its own."""
    try:
        moment = datetime.fromisoformat(text) if MOMENT.fullmatch(text) else None
        aware = timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
        return aware and timezone.localtime(aware) and aware.astimezone(UTC)  # both must be within the calendar
    except (ValueError, OverflowError):
        return None


def _zone(request: HttpRequest) -> AbstractContextManager[None]:
    """For what the editor types and reads in the bar; the page below it has the site's zone, as readers see it."""
    return timezone.override(getattr(request, "time_zone", None))


def _framed(
    request: HttpRequest,
    page: HttpResponse,
    lead: Callable[[str], str],
    when: datetime | None,
    path: str,
    problem: str = "",
) -> HttpResponse:
    with _zone(request):
        return rewriting.framed(page, request, _bar(when, path, problem), lead)


def _answer(request: HttpRequest, match: ResolverMatch | None) -> HttpResponse:
    if match is None:
        return not_found(request)
    request.resolver_match = match
    try:
        return match.func(request, *match.args, **match.kwargs)
    except Http404 as error:
        return not_found(request, error)


def _as_reader(request: HttpRequest, path: str) -> HttpRequest:
    """The request that somebody would make to that page who is not signed in."""
    inner = copy(request)
    inner.path = inner.path_info = f"/{path}"
    inner.user = AnonymousUser()
    return inner


def _is_there(path: str) -> bool:
    try:
        return bool(resolve(path, READERS))
    except Resolver404:
        return False


def _bar(when: datetime | None, path: str, problem: str = "") -> dict[str, object]:
    """What the bar shows."""
    is_ahead = when is not None and (when - timezone.now()).total_seconds() > 1
    shown = _printed(when or timezone.now())
    return {"when": when, "is_ahead": is_ahead, "value": shown, "path": f"/{path}", "problem": problem}


def _address(moment: str, path: str) -> str:
    return reverse("time_travel", kwargs={"moment": moment, **({"path": path} if path else {})})


def _printed(moment: datetime) -> str:
    return timezone.localtime(moment).strftime(PRINTED)
