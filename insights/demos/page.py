"""The demo page with its form, in all its states."""

from __future__ import annotations

from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from insights.demos import zones
from insights.demos.forms import PROPOSE, DemoForm, SlotForm
from insights.demos.hours import DemoSettings
from insights.demos.models import Booking
from insights.demos.slots import Slot, days, open_slots
from insights.public.views import site_page

FEW = 4  # days that are open at once
RETRY = "10"  # seconds after which a busy database may be asked again


def offered(desk: DemoSettings, zone: ZoneInfo, chosen: str = "", moving: Booking | None = None) -> dict[str, Any]:
    """What the list of slots prints."""
    slots = open_slots(desk, moving) if desk.offer == DemoSettings.Offer.SLOTS else []
    found = days(slots, zone)
    return {
        "days": found[:FEW],
        "later": found[FEW:],
        "is_later": any(day.has(chosen) for day in found[FEW:]),
        "group": _group(slots),
        "chosen": chosen,
        "zone": zones.printed(zone.key),
        "propose": PROPOSE,
    }


def _group(slots: list[Slot]) -> str:
    """The name of its radio buttons: browsers that go back to another list would choose what stands in its place."""
    return f"slot-{crc32(' '.join(slot.value for slot in slots).encode()):08x}"


def chosen_zone(form: SlotForm, desk: DemoSettings) -> ZoneInfo:
    """The zone that was chosen, also where something else is wrong."""
    return zones.zone_of(form["time_zone"].value() or "", desk.zone)


def demo_page(request: HttpRequest, form: DemoForm, status: int = 200, **context: Any) -> HttpResponse:
    """The form, with what was typed, the errors at their places, and slots that are open now."""
    desk = DemoSettings.current()
    title = _("Schedule a demo")
    context |= {"form": form, "is_fresh": request.method != "POST", "minutes": desk.slot_minutes}
    context["may_pick"] = desk.offer == DemoSettings.Offer.SLOTS
    if "challenge" not in context:  # many may be asked at once: that page prints the time that was chosen, and no other
        zone = chosen_zone(form, desk)
        context |= {"regions": zones.choices(zone.key), "zone_name": zone.key}
        context |= offered(desk, zone, form["slot"].value() or "")
    title = _("Error: %s") % title if form.errors else title
    return framed_with(request, "demos/demo", status, page_title=title, **context)


def framed_with(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    """A page of the site with another status."""
    response = site_page(request, name, **context)
    response.status_code = status
    return response


def again(form: DemoForm) -> DemoForm:
    """The form with what was typed, in which nothing is wrong yet."""
    return DemoForm(initial={name: form[name].value() for name in form.fields})


def busy(request: HttpRequest) -> HttpResponse:
    """The database would not answer in time. What was typed stands in a form that only has to be sent again.

    It asks the database for nothing, so that it works when there is none.
    """
    fields = [(name, text) for name, texts in request.POST.lists() for text in texts]
    response = render(request, "insights/demos/busy.html", {"fields": fields}, status=503)
    response["Retry-After"] = RETRY
    return response
