"""Deleting an insight, and the place from which it can be brought back for thirty days."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insights.builder.access import allowed, back, working_copy
from insights.builder.standing import person
from insights.content.models import Insight
from insights.publishing import trash
from insights.workflow.pages import page

PERMISSION = "insights.delete_insight"
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def delete_page(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Asks once, saying that it can be brought back; refuses while readers see it, or will."""
    insight = working_copy(request, insight_id, PERMISSION)
    staged = list(insight.versions.staged())
    if request.method == "POST":
        try:
            trash.delete(insight, by=request.user)
        except ValidationError:
            return page(request, "delete", _("Delete"), status=409, insight=insight, staged=insight.versions.staged())
        messages.success(request, _said(insight))
        return HttpResponseRedirect(reverse("admin:insights_insight_changelist"))
    return page(request, "delete", _("Delete"), insight=insight, staged=staged)


def _said(insight: Insight) -> str:
    words = _("“{}” was deleted. It can be brought back for 30 days: {}")
    link = format_html('<a href="{}">{}</a>', reverse("admin:insights_insight_trash"), _("Trash"))
    return format_html(words, insight.title, link)


@require_safe
def trash_page(request: HttpRequest) -> HttpResponse:
    """What was deleted, by whom and when, and how long it is kept."""
    allowed(request, PERMISSION)
    rows = Insight.objects.trashed().select_related("deleted_by").order_by("-deleted_at")[:SHOWN]
    return page(request, "trash", _("Trash"), rows=[_row(insight) for insight in rows])


def _row(insight: Any) -> dict[str, Any]:
    left = insight.deleted_at + trash.KEPT - timezone.now()
    return {"insight": insight, "who": person(insight.deleted_by), "days": max(-(-left // timedelta(days=1)), 0)}


@require_POST
def recover_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Bring it back, and open it."""
    allowed(request, PERMISSION)
    try:
        insight = trash.recover(Insight(pk=insight_id), by=request.user)
    except Insight.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("“%s” is back. Readers do not see it until it is published.") % insight.title)
    return back(insight.pk)


urlpatterns = [
    path("trash/", trash_page, name="insights_insight_trash"),
    path("<uuid:insight_id>/recover/", recover_view, name="insights_insight_recover"),
    path("<uuid:insight_id>/delete/", delete_page, name="insights_insight_delete"),
]
