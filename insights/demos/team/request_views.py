"""One request: what was written, what the team makes of it, and all that has happened."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from insights.demos.booking import SlotTakenError, arrange, cancel
from insights.demos.changes import StaleError, change
from insights.demos.models import DemoRequest, DemoSettings
from insights.demos.team.forms import BookingForm, TeamForm
from insights.demos.team.pages import CHANGE, VIEW, allowed, page
from insights.demos.team.timeline import timeline


def request_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Shown to whoever may see requests; saved by whoever may change them."""
    allowed(request, VIEW)
    if is_saved := request.method == "POST":
        allowed(request, CHANGE)
    demo = found(object_id)
    form = TeamForm(request.POST if is_saved else None, demo)
    status = _save(form, demo, request.user) if is_saved else 200
    if status == 302:
        messages.success(request, _("Saved."))
        return _back(demo)
    return _shown(request, demo, form, None, status)


@require_POST
def booking_view(request: HttpRequest, demo_id: uuid.UUID) -> HttpResponse:
    """A demo is booked or moved to the time that was typed, or cancelled; the visitor gets a mail of it."""
    allowed(request, VIEW, CHANGE)
    demo = found(str(demo_id))
    form = BookingForm(request.POST, None, DemoSettings.current().zone)
    done = None
    try:
        if "cancel" in request.POST:
            done = cancel(demo, request.user)
        elif form.is_valid():
            done = arrange(demo, form.cleaned_data["starts_at"], request.user)
    except SlotTakenError:
        form.add_error("starts_at", _("Another demo is booked at that time."))
    except DemoRequest.DoesNotExist:
        messages.error(request, _("There is nothing to change: somebody else was faster."))
        return _back(demo)
    if form.errors and "cancel" not in request.POST:
        return _shown(request, demo, TeamForm(None, demo), form, 422)
    messages.success(request, _("Done. The visitor gets a mail.") if done else _("It is booked for that time already."))
    return _back(demo)


def found(object_id: str) -> DemoRequest:
    """The request of an id; raises Http404 for what is none."""
    try:
        key = uuid.UUID(object_id)
        return DemoRequest.objects.select_related("owner", "insight").get(pk=key)
    except (ValueError, DemoRequest.DoesNotExist):
        raise Http404(_("There is no such request.")) from None


def _spoken(code: str) -> str:
    """A language by its name; what is not known any more stays as it is."""
    try:
        return str(_(get_language_info(code)["name"]))
    except KeyError:
        return code


def _back(demo: DemoRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:insights_demorequest_change", args=[demo.pk]))


def _save(form: TeamForm, demo: DemoRequest, by: Any) -> int:
    """The status of the answer: 302 once it is saved, 409 when somebody else has set the same or erased the person."""
    if demo.erased_at:
        return 409
    if not form.is_valid():
        return 422
    values, note = form.values(), form.cleaned_data["note"]
    try:
        change([demo.pk], by=by, revision=form.cleaned_data["revision"], note=note, **values)
    except StaleError:
        demo.refresh_from_db()
        if demo.erased_at or form.disagree(demo):
            return 409
        change([demo.pk], by=by, note=note, **values)
    return 302


def _shown(request: HttpRequest, demo: DemoRequest, form: TeamForm, times: Any, status: int) -> HttpResponse:
    """The page, with what stands in other tables."""
    zone, standing = DemoSettings.current().zone, demo.standing()
    return page(
        request,
        "request",
        str(demo),
        status=status,
        demo=demo,
        form=form,
        times=times or BookingForm(None, standing, zone),
        booking=standing,
        is_ahead=standing is not None and standing.starts_at > timezone.now(),
        zone=zone.key,
        timeline=timeline(demo),
        language=_spoken(demo.language),
        topics=list(demo.topics.all()),
        states=DemoRequest.State.choices,
        campaign={name.removeprefix("utm_"): value for name, value in demo.campaign.items()},
        may_change=request.user.has_perm(CHANGE) and demo.erased_at is None,
    )
