"""One section's form, and the buttons of the page's state."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.builder import operations
from insights.builder.access import back, working_copy
from insights.builder.scripts import import_map
from insights.content.models import Insight
from insights.publishing.publish import publish, unpublish
from insights.sections.base import Section


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """One section's form: shown, or checked and saved with everything typed kept on an error."""
    insight = working_copy(request, insight_id, "insights.change_insight" if request.method == "POST" else "")
    section = _section(insight, uid)
    form = section.Form(request.POST or None, initial=section.data, partial=True)
    stale = None
    if request.method == "POST" and section.pk and form.is_valid():
        try:
            operations.edit_section(insight.pk, uid, form.stored(), revision=_revision(request), by=request.user)
            messages.success(request, _("%s saved.") % section.label)
            return back(insight, uid)
        except operations.StaleError as error:
            stale = section = error.stored
        except Section.DoesNotExist:
            section = _section(insight, uid)
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
    status = 409 if stale or not section.pk else 200
    return render(
        request, "insights/builder/edit.html", _context(request, insight, section, form, stale), status=status
    )


def _section(insight: Insight, uid: str) -> Section:
    """The section, or what it was when somebody deleted it: its form keeps what is typed until it is brought back."""
    if found := insight.sections.filter(uid=uid).first():
        return found
    return get_object_or_404(insight.deleted_sections.kept(), uid=uid).section()


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_POST
def publish_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Publish the working copy as it is stored now."""
    insight = working_copy(request, insight_id, "insights.publish_insight")
    try:
        version = publish(insight)
        messages.success(request, _("Published as version %d.") % version.number)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back(insight)


@require_POST
def unpublish_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Take the live version down."""
    insight = working_copy(request, insight_id, "insights.publish_insight")
    if unpublish(insight):
        messages.success(request, _("Unpublished: readers get “not found” now."))
    return back(insight)


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
        "is_deleted": section.pk is None,
        "can_change": request.user.has_perm("insights.change_insight"),
        "opts": Insight._meta,
        "import_map": import_map(request.csp_nonce),  # type: ignore[attr-defined]
    }
