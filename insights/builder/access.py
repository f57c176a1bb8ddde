"""Who may use the page builder, and where its answers lead."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from insights.builder.answers import change_of, is_scripted, wants_json
from insights.builder.history import FullError, ListEdit
from insights.content.models import Insight
from insights.publishing import rules
from insights.sections.base import Section

View = Callable[..., HttpResponse]


RULES: dict[str, Callable[[Any, Insight | None], bool]] = {
    "": rules.may_read,
    "insights.view_insight": rules.may_read,
    "insights.change_insight": rules.may_edit,
    "insights.publish_insight": rules.may_publish,
    "insights.delete_insight": rules.may_delete,
}


def allowed(request: HttpRequest, permission: str = "insights.change_insight", insight: Insight | None = None) -> None:
    """Refuse whom the rule behind a permission refuses, for this insight or for any at all; "" is reading."""
    rule = RULES.get(permission)
    if not (rule(request.user, insight) if rule else request.user.has_perm(permission)):
        raise PermissionDenied


def working_copy(request: HttpRequest, insight_id: uuid.UUID, permission: str = "insights.change_insight") -> Insight:
    """The working copy, for those who may; whoever may with none is refused before anything is looked up."""
    allowed(request, permission)
    insight = get_object_or_404(Insight.objects.working(), pk=insight_id)
    allowed(request, permission, insight)
    return insight


def may_change(request: HttpRequest, insight_id: uuid.UUID) -> None:
    """Refuse whoever may not edit this insight; it is read only where it matters whose it is."""
    if not rules.may_edit_all(request.user):
        working_copy(request, insight_id)


def guarded(view: View) -> View:
    """A view for people who are signed in; a script is told so instead of being led to the sign-in page.

    Whoever comes too late for an insight that somebody deleted meanwhile gets “not found”.
    """
    behind_admin: View = admin.site.admin_view(view)  # type: ignore[assignment]

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_scripted(request) and not admin.site.has_permission(request):
            return JsonResponse({"message": _("Your sign-in has expired.")}, status=401)
        try:
            return behind_admin(request, *args, **kwargs)
        except Insight.DoesNotExist as error:  # somebody deleted it at this moment
            raise Http404 from error

    return answer


def list_operation(view: View) -> View:
    """A view that posts one operation on the list: given the insight's id and the uids it is about."""

    @require_POST
    @wraps(view)
    def operate(request: HttpRequest, insight_id: uuid.UUID, uid: str = "") -> HttpResponse:
        may_change(request, insight_id)
        uids = [uid] if uid else list(dict.fromkeys(request.POST.getlist("uid")))
        if any("\0" in each for each in uids):
            raise Http404
        return explained(request, insight_id, lambda: view(request, insight_id, uids))

    return operate


def explained(request: HttpRequest, insight_id: uuid.UUID, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What an operation answers, or why it cannot be done: to a script as JSON, to a person as a message."""
    try:
        return act()
    except Insight.DoesNotExist as error:
        raise Http404 from error
    except Section.DoesNotExist:
        return refuse(request, insight_id, _("The section is not in the list any more."), 404)
    except ValidationError as error:
        return refuse(request, insight_id, " ".join(error.messages), 422)
    except FullError as error:
        return refuse(request, insight_id, str(error), 422)


def refuse(request: HttpRequest, insight_id: uuid.UUID, text: str, status: int) -> HttpResponse:
    """Why not: for a script with the status, for a person as a message; where nothing is to be seen, 404."""
    if wants_json(request):
        return JsonResponse({"message": text}, status=status)
    if status == 404:
        raise Http404(text)
    messages.error(request, text)
    return back(insight_id)


def back(insight_id: uuid.UUID, uid: str = "") -> HttpResponseRedirect:
    """To the change page, at a section, or at its top where the messages are."""
    anchor = f"#section-{uid}" if uid else ""
    return HttpResponseRedirect(reverse("admin:insights_insight_change", args=[insight_id]) + anchor)


def done(request: HttpRequest, edit: ListEdit, text: str = "", *, at: str = "", **facts: Any) -> HttpResponse:
    """What a script is told about a list operation, or the way back for a form, with the words as a message."""
    if wants_json(request):
        return JsonResponse({"say": text, **change_of(edit), **facts})
    if text and not at:
        messages.success(request, text)
    return back(edit.home.pk, at)


def whole_number(data: Any, name: str) -> int:
    """A posted number; raises Http404 for anything else."""
    text = data.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)
