"""The history of an insight: its versions, any two of them compared, and one put back into the working copy."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.builder.access import back, working_copy
from insights.content.models import Insight
from insights.publishing import rules
from insights.publishing.compare import compare, load
from insights.workflow.history import WORKING, choices, entries, put_back, side, usual_before
from insights.workflow.pages import page

PER_PAGE = 20
UNDO = (
    '{} <form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button class="btn" type="submit">{}</button></form>'
)


@require_safe
def versions(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Every version, newest first, under the working copy."""
    home = working_copy(request, insight_id, "")
    found = Paginator(home.versions.select_related("published_by").order_by("-number"), PER_PAGE)
    shown = found.get_page(request.GET.get("p"))
    rows = list(shown.object_list)
    older = home.versions.filter(number__lt=rows[-1].number).order_by("-number")[:1] if rows else []
    is_first = shown.number == 1
    listed = entries(home, [*([home] if is_first else []), *rows, *older])
    context: dict[str, Any] = {
        "insight": home,
        "copy": listed[0] if is_first else None,
        "entries": listed[is_first : len(rows) + is_first],
        "pages": shown,
        "can_restore": rules.may_edit(request.user, home),
    }
    return page(request, "history", _("History"), **context)


@require_safe
def compare_page(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """What differs between two versions, or between one and the working copy."""
    home = working_copy(request, insight_id, "")
    first = side(home, request.GET.get("a", ""), usual_before(home))
    second = side(home, request.GET.get("b", ""), WORKING)
    rows = load([first.pk, second.pk])
    context: dict[str, Any] = {
        "insight": home,
        "a": first,
        "b": second,
        "comparison": compare(rows[first.pk], rows[second.pk]),
        "choices": choices(home, first, second),
        "can_restore": rules.may_edit(request.user, home),
    }
    return page(request, "compare", _("Compare"), **context)


@require_POST
def restore_version(request: HttpRequest, insight_id: uuid.UUID, number: int) -> HttpResponse:
    """Put a version into the working copy; the message carries the way back."""
    home = working_copy(request, insight_id)
    version = get_object_or_404(home.versions, number=number)
    try:
        before = put_back(version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("admin:insights_insight_versions", home.pk)
    if before is None:
        messages.info(request, _("The working copy says what version %d says already.") % number)
    else:
        messages.success(request, _restored(request, version, before))
    return back(home.pk)


@require_safe
def stock_history(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Django's own address of an object's history leads to ours."""
    return redirect("admin:insights_insight_versions", working_copy(request, insight_id, "").pk)


def _restored(request: HttpRequest, version: Insight, before: Insight) -> SafeString:
    """With a form of its own: whatever page the message is shown on, the button works as soon as it is seen."""
    url = reverse("admin:insights_insight_restore", args=[version.home_id, before.number])
    text = _("Version %(back)d is back in the working copy. What was there is kept as version %(kept)d.")
    said = text % {"back": version.number, "kept": before.number}
    return format_html(UNDO, said, url, get_token(request), _("Undo"))


OF = "<uuid:insight_id>"

urlpatterns = [
    path(f"{OF}/versions/", versions, name="insights_insight_versions"),
    path(f"{OF}/versions/<int:number>/restore/", restore_version, name="insights_insight_restore"),
    path(f"{OF}/compare/", compare_page, name="insights_insight_compare"),
    path(f"{OF}/history/", stock_history, name="insights_insight_history"),
]
