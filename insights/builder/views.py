"""The page builder inside the admin: small views that render or save one section each."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.builder import operations
from insights.content.models import Insight
from insights.publishing.publish import publish, unpublish
from insights.sections.base import Section
from insights.sections.registry import kinds


def _insight(request: HttpRequest, insight_id: uuid.UUID, permission: str = "insights.change_insight") -> Insight:
    """The working copy, for staff who may change it; anybody else is refused before anything is looked up."""
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return get_object_or_404(Insight.objects.working(), pk=insight_id)


def _back(insight: Insight, uid: str = "") -> HttpResponseRedirect:
    anchor = f"#section-{uid}" if uid else "#sections"
    return HttpResponseRedirect(reverse("admin:insights_insight_change", args=[insight.pk]) + anchor)


def _done(request: HttpRequest, insight: Insight, uid: str, **facts: Any) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"uid": uid, **facts})
    return _back(insight, uid)


@require_POST
def add(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Add an empty section and open its form."""
    insight = _insight(request, insight_id)
    if request.POST.get("kind") not in kinds():
        raise Http404
    if insight.sections.count() >= operations.MAX_SECTIONS:
        messages.error(request, _("An insight holds at most %d sections.") % operations.MAX_SECTIONS)
        return _back(insight)
    section = operations.add_section(insight.pk, request.POST["kind"], by=request.user)
    return HttpResponseRedirect(reverse("admin:insights_section_edit", args=[insight.pk, section.uid]))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """One section's form: shown, or checked and saved with everything typed kept on an error."""
    insight = _insight(request, insight_id)
    section = get_object_or_404(insight.sections.all(), uid=uid)
    form = section.Form(request.POST or None, initial=section.data, partial=True)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_section(insight.pk, uid, form.stored(), revision=_revision(request.POST), by=request.user)
            messages.success(request, _("%s saved.") % section.label)
            return _back(insight, uid)
        except operations.StaleError as error:
            stale = section = error.stored
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
    status = 409 if stale else 200
    return render(
        request, "insights/builder/edit.html", _context(request, insight, section, form, stale), status=status
    )


@require_POST
def switch(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """Show or hide a section, at once."""
    insight = _insight(request, insight_id)
    on = request.POST.get("on") == "1"
    try:
        operations.switch_section(insight.pk, uid, on=on, by=request.user)
    except Section.DoesNotExist as error:
        raise Http404 from error
    return _done(request, insight, uid, enabled=on)


@require_POST
def move(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """Put a section at a place (`to`), or one step up or down (`by`), at once."""
    insight = _insight(request, insight_id)
    section = get_object_or_404(insight.sections.all(), uid=uid)
    if request.POST.get("by") in {"-1", "1"}:
        to = operations.place_of(insight, section.uid) + int(request.POST["by"])
    else:
        to = _revision(request.POST, "to")
    place = operations.move_section(insight.pk, uid, to=to, by=request.user)
    return _done(request, insight, uid, place=place)


@require_POST
def delete(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """Remove a section."""
    insight = _insight(request, insight_id)
    get_object_or_404(insight.sections.all(), uid=uid)
    operations.delete_section(insight.pk, uid, by=request.user)
    messages.success(request, _("The section was deleted."))
    return _back(insight)


@require_POST
def publish_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Publish the working copy as it is stored now."""
    insight = _insight(request, insight_id, "insights.publish_insight")
    try:
        version = publish(insight)
        messages.success(request, _("Published as version %d.") % version.number)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(insight)


@require_POST
def unpublish_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Take the live version down."""
    insight = _insight(request, insight_id, "insights.publish_insight")
    if unpublish(insight):
        messages.success(request, _("Unpublished: readers get “not found” now."))
    return _back(insight)


def _context(
    request: HttpRequest, insight: Insight, section: Section, form: Any, stale: Section | None
) -> dict[str, Any]:
    stored = section.Form(initial=section.data) if stale else None
    differing = [name for name in form.fields if stored and form[name].value() != stored[name].value()]
    return {
        **admin.site.each_context(request),
        "title": section.label,
        "insight": insight,
        "section": section,
        "form": form,
        "stale": [stored[name] for name in differing] if stored else [],
        "is_stale": stale is not None,
        "opts": Insight._meta,
    }


def _revision(data: Any, name: str = "revision") -> int:
    text = data.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)
