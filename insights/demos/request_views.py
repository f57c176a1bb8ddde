"""The pages of one request, for whoever has its link: what was asked for, the calendar file, moving and cancelling."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from insights.demos import booking, letters, links, mails, zones
from insights.demos.booking import SlotTakenError
from insights.demos.forms import SlotForm
from insights.demos.hours import DemoSettings
from insights.demos.models import DemoRequest
from insights.demos.page import RETRY, chosen_zone, framed_with, offered
from insights.public.views import not_found

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def of_request(view: View) -> View:
    """For views of a request that a signed address names: in no index, no cache and no other site's log.

    The address is the key, so a form on these pages needs no other token.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            found = links.find(token)
            response = view(request, found) if found else not_found(request)
        except DatabaseError as error:
            logger.warning("A demo could not be shown or changed (%s)", type(error).__name__)
            response = render(request, "insights/demos/later.html", {"page_title": _("The site is busy")}, status=503)
            response["Retry-After"] = RETRY
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return guarded


@require_safe
@of_request
def demo_request(request: HttpRequest, found: DemoRequest) -> HttpResponse:
    """Thanks, and what was asked for. Once the demo is over or cancelled it says so."""
    return _page(request, "demos/request", _title(found), **_facts(found))


@require_safe
@of_request
def calendar(request: HttpRequest, found: DemoRequest) -> HttpResponse:
    """The demo for anybody's calendar."""
    standing = found.standing()
    if standing is None:
        return not_found(request)
    text = mails.file_for_visitor(DemoSettings.current(), standing)
    return HttpResponse(
        text, "text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="demo.ics"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_request
def move(request: HttpRequest, found: DemoRequest) -> HttpResponse:
    """Choosing a time, or another one."""
    if not booking.may_move(found):
        return _dead(request, found)
    asked = request.method == "POST"
    zone = {"time_zone": found.time_zone}
    form = (
        SlotForm(request.POST) if asked and "show" not in request.POST else SlotForm(initial=zone | request.POST.dict())
    )
    if form.is_bound and form.is_valid() and form.cleaned_data["slot"]:
        try:
            booking.choose(found, form.cleaned_data["slot"], form.cleaned_data["time_zone"])
            return HttpResponseRedirect(links.path("demo_request", found.pk))
        except SlotTakenError:
            form.add_error("slot", _("This time was taken a moment ago. Choose another."))
        except DemoRequest.DoesNotExist:
            return _dead(request, found)
    return _choosing(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@of_request
def cancel(request: HttpRequest, found: DemoRequest) -> HttpResponse:
    """Asks once, then gives the slot back."""
    if not (booking.may_book(found) and found.standing()):
        return _dead(request, found)
    if request.method != "POST":
        return _page(request, "demos/cancel", _("Cancel the demo"), **_facts(found))
    try:
        booking.cancel(found)
    except DemoRequest.DoesNotExist:
        return _dead(request, found)
    return HttpResponseRedirect(links.path("demo_request", found.pk))


def _choosing(request: HttpRequest, found: DemoRequest, form: SlotForm) -> HttpResponse:
    desk = DemoSettings.current()
    zone = chosen_zone(form, desk)
    context = {"form": form, "regions": zones.choices(zone.key), "zone_name": zone.key, **_facts(found)}
    context |= offered(desk, zone, form["slot"].value() or "", found.standing()) | {"propose": ""}
    title = _("Choose another time") if context["booking"] else _("Choose a time")
    title = _("Error: %s") % title if form.errors else title
    return _page(request, "demos/move", title, 422 if form.errors else 200, **context)


def _dead(request: HttpRequest, found: DemoRequest) -> HttpResponse:
    """The demo is over, cancelled, or otherwise settled: there is nothing to change."""
    return _page(request, "demos/request", _title(found), 410, **_facts(found))


def _facts(found: DemoRequest) -> dict[str, Any]:
    zone = letters.clock_of(found, DemoSettings.current())
    last = found.bookings.order_by("-made_at").first()
    before = booking.former_time(last) if last else None
    times = {
        "when": letters.when(last.starts_at, zone) if last else "",
        "before": letters.when(before, zone) if before else "",
        "is_over": last is not None and last.starts_at <= timezone.now(),
    }
    addresses = {name: links.path(f"demo_{name}", found.pk) for name in ("request", "move", "cancel", "calendar")}
    may = {"may_change": booking.may_book(found), "may_move": booking.may_move(found)}
    return {"found": found, "booking": last, "addresses": addresses, **times, **may}


def _title(found: DemoRequest) -> str:
    return _("Your demo") if found.bookings.exists() else _("Your request")


def _page(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    return framed_with(request, name, status, page_title=title, canonical_url="", **context)
