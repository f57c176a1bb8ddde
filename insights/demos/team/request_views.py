"""One request: what was written, what the team makes of it, and all that has happened."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from insights.demos.changes import StaleError, change
from insights.demos.models import DemoRequest
from insights.demos.team.forms import TeamForm
from insights.demos.team.pages import CHANGE, VIEW, allowed, page, today
from insights.demos.team.timeline import timeline


def request_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Shown to whoever may see requests; saved by whoever may change them."""
    allowed(request, VIEW)
    if is_saved := request.method == "POST":
        allowed(request, CHANGE)
    demo = found(object_id)
    form, status = TeamForm(request.POST if is_saved else None, demo), 200
    if is_saved:
        status = _save(form, demo, request.user)
    if status == 302:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:insights_demorequest_change", args=[demo.pk]))
    facts = {"demo": demo, "form": form, "may_change": request.user.has_perm(CHANGE), "today": today()}
    return page(request, "request", str(demo), status=status, timeline=timeline(demo), **facts, **_more(demo))


def found(object_id: str) -> DemoRequest:
    """The request of an id; raises Http404 for what is none."""
    try:
        key = uuid.UUID(object_id)
        return DemoRequest.objects.select_related("owner", "insight").get(pk=key)
    except (ValueError, DemoRequest.DoesNotExist):
        raise Http404(_("There is no such request.")) from None


def _save(form: TeamForm, demo: DemoRequest, by: Any) -> int:
    """The status of the answer: 302 once it is saved, 409 after somebody else has. A note alone is no conflict."""
    if not form.is_valid():
        return 422
    values, note = form.values(), form.cleaned_data["note"]
    try:
        change([demo.pk], by=by, revision=form.cleaned_data["revision"], note=note, **values)
    except StaleError:
        demo.refresh_from_db()
        if form.disagree(demo):
            return 409
        change([demo.pk], by=by, note=note)
    return 302


def _more(demo: DemoRequest) -> dict[str, Any]:
    """What stands in other tables."""
    return {
        "topics": list(demo.topics.all()),
        "booking": demo.standing(),
        "states": DemoRequest.State.choices,
        "campaign": {name.removeprefix("utm_"): value for name, value in demo.campaign.items()},
    }
