"""Insights in the admin: the page builder's, with the pages of the publishing workflow."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest

from insights.builder.access import guarded
from insights.builder.admin import BuilderAdmin
from insights.content.models import Insight
from insights.publishing import rules, trash
from insights.publishing.compare_size import sizes
from insights.workflow.review_filters import ReviewFilter
from insights.workflow.review_handover import handover
from insights.workflow.urls import urlpatterns


@admin.register(Insight)
class InsightAdmin(BuilderAdmin):
    """Working copies only; versions are never edited."""

    list_filter = (*BuilderAdmin.list_filter[:1], ReviewFilter, *BuilderAdmin.list_filter[1:])  # type: ignore[assignment]

    def get_urls(self) -> list[Any]:
        for pattern in urlpatterns:
            pattern.callback = guarded(pattern.callback)
        return [*urlpatterns, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        ways = {"may_delete": rules.may_delete(request.user)}
        return super().changelist_view(request, ways | (extra_context or {}))

    def facts(self, request: HttpRequest, insight: Any) -> dict[str, Any]:
        """What the bar tells and offers."""
        found = super().facts(request, insight)
        live = insight.versions.filter(is_live=True).first() if found["standing"].state.has_changes else None
        return found | {
            "differences": sizes([insight, live])[insight.pk].words() if live else "",
            "is_staged": bool(live or insight.live_revision is not None or insight.next_from),
            "can_discard": insight.live_revision is not None and insight.live_revision != insight.revision,
            "may_add": rules.may_add(request.user),
            "may_delete": rules.may_delete(request.user, insight),
            "handover": handover(request.user, insight),
        }

    def delete_model(self, request: HttpRequest, obj: Insight) -> None:
        """Into the trash, whoever asks."""
        trash.delete(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for insight in queryset:
            self.delete_model(request, insight)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        """Versions, what was deleted and what never was are not found, instead of a message on another page."""
        raise Http404
