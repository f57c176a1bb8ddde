"""Who may use the page builder, and where its answers lead."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from insights.builder.operations import MAX_SECTIONS, FullError
from insights.content.models import Insight
from insights.sections.base import Section

View = Callable[..., HttpResponse]


def working_copy(request: HttpRequest, insight_id: uuid.UUID, permission: str = "insights.change_insight") -> Insight:
    """The working copy, for staff with a permission, or, if none is named, for those who may change or read it.

    Anybody else is refused before anything is looked up.
    """
    wanted = [permission] if permission else ["insights.change_insight", "insights.view_insight"]
    if not any(map(request.user.has_perm, wanted)):
        raise PermissionDenied
    return get_object_or_404(Insight.objects.working(), pk=insight_id)


def list_operation(view: View) -> View:
    """A view that posts one operation on the list: given the working copy, with missing and full lists answered."""

    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, insight_id: uuid.UUID, **named: Any) -> HttpResponse:
        insight = working_copy(request, insight_id)
        try:
            return view(request, insight, **named)
        except (Section.DoesNotExist, KeyError) as error:
            raise Http404 from error
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return back(insight)
        except FullError:
            messages.error(request, _("An insight holds at most %d sections.") % MAX_SECTIONS)
            return back(insight)

    return guarded


def back(insight: Insight, uid: str = "") -> HttpResponseRedirect:
    """To the change page, at a section, or at its top where the messages are."""
    anchor = f"#section-{uid}" if uid else ""
    return HttpResponseRedirect(reverse("admin:insights_insight_change", args=[insight.pk]) + anchor)


def done(request: HttpRequest, insight: Insight, uid: str, **facts: Any) -> HttpResponse:
    """What a script is told, or the way back for a form."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"uid": uid, **facts})
    return back(insight, uid)


def whole_number(data: Any, name: str) -> int:
    """A posted number; raises Http404 for anything else."""
    text = data.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)
