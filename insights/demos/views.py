"""The demo page: the same for everybody until it is sent, then one request however often."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from insights.demos import challenge, links, visitors, zones
from insights.demos.booking import SlotTakenError
from insights.demos.forms import DemoForm
from insights.demos.hours import DemoSettings
from insights.demos.origins import is_own
from insights.demos.page import again, busy, demo_page, framed_with, offered
from insights.demos.rates import WINDOW, TooManyError
from insights.demos.reasons import is_provable
from insights.demos.receiving import receive
from insights.demos.source import source
from insights.demos.traps import noticed
from insights.public.site_texts import printed

logger = logging.getLogger(__name__)
UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError, MultiPartParserError)


@csrf_exempt  # a cached page has no token: see origins
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def demo(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the request's own page."""
    if request.method != "POST":
        return demo_page(request, DemoForm())
    response = _sent(request)
    response["Cache-Control"] = "private, no-cache"  # not `no-store`, with which "back" would find nothing
    return response


def _sent(request: HttpRequest) -> HttpResponse:
    try:
        return _answer(request)
    except UNREADABLE:
        return framed_with(request, "demos/unreadable", 413, page_title=_("That was too much"), canonical_url="")
    except DatabaseError as error:
        logger.warning("A request for a demo could not be stored (%s)", type(error).__name__)
        return busy(request)


def _answer(request: HttpRequest) -> HttpResponse:
    form = DemoForm(request.POST)
    if not is_own(request):
        return demo_page(request, again(form), 403, is_foreign=True)
    if "show" in request.POST:
        return demo_page(request, again(form))
    if form.is_valid():
        try:
            return _received(request, form)
        except SlotTakenError:
            form.add_error("slot", _("This time was taken a moment ago. Choose another."))
        except TooManyError:
            response = demo_page(request, again(form), 429, is_too_many=True)
            response["Retry-After"] = str(int(WINDOW.total_seconds()))
            return response
    return demo_page(request, form, 422)


def _received(request: HttpRequest, form: DemoForm) -> HttpResponse:
    """On to the request's own page; a browser that looks like a machine is first asked for a proof of work."""
    proof = request.POST.get(challenge.FIELD)
    found = receive(
        form.cleaned_data, source(request.GET), reasons=noticed(form.cleaned_data),
        address_hash=visitors.code(request), proven=challenge.proven(proof or ""),
    )  # fmt: skip
    if proof is None and is_provable(found.reasons):
        return demo_page(request, form, 202, challenge=challenge.challenge(found.pk))
    return HttpResponseRedirect(links.path("demo_request", found.pk))


@require_safe
@never_cache
def slots(request: HttpRequest) -> HttpResponse:
    """The list of open slots on the clock of a zone, for the page's script: it is fresh where the page is not."""
    desk = DemoSettings.current()
    zone = zones.zone_of(request.GET.get("zone", ""), desk.zone)
    response = render(request, "insights/demos/slots.html", offered(desk, zone))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps of whom, and for how long."""
    desk = DemoSettings.current()
    context = {"page_title": _("Privacy"), "days": desk.retention_days, "text": printed(desk.privacy_text)}
    return framed_with(request, "demos/privacy", 200, **context)
