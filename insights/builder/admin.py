"""Insights in the admin: the list, the details, and the page builder under them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Exists, QuerySet, Subquery
from django.db.models.expressions import OuterRef
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from insights.builder.filters import StatusFilter
from insights.builder.forms import InsightForm
from insights.builder.urls import urlpatterns
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import status
from insights.sections.registry import kinds


@admin.register(Insight)
class InsightAdmin(admin.ModelAdmin):
    """Working copies only; versions are never edited."""

    form = InsightForm
    change_form_template = "insights/builder/change_form.html"
    list_display = ("title", "status", "category", "author", "published_at", "updated_at", "updated_by")
    list_filter = (StatusFilter, "category", "author", "published_at")
    list_select_related = ("category", "author", "updated_by")
    search_fields = ("title", "slug", "byline", "summary", "tags__name")
    ordering = ("-updated_at",)
    date_hierarchy = None
    autocomplete_fields = ("author",)
    save_on_top = False
    fieldsets = (
        (None, {"fields": ("title", "slug", "seen")}),
        (_("Filed under"), {"fields": ("main_category", "more_categories", "tags")}),
        (_("Author and date"), {"fields": ("author", "byline", "published_at", "summary")}),
    )

    @admin.display(description=_("status"))
    def status(self, insight: Insight) -> Any:
        return status(insight, insight.live_revision, insight.has_versions)  # type: ignore[attr-defined]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Insight]:
        live = Insight.objects.filter(working_copy=OuterRef("pk"), is_live=True)
        return Insight.objects.working().annotate(
            live_revision=Subquery(live.values("revision")[:1]),
            live_slug=Subquery(live.values("slug")[:1]),
            has_versions=Exists(Insight.objects.filter(working_copy=OuterRef("pk"))),
        )

    def get_urls(self) -> list[Any]:
        own = [self._guarded(pattern) for pattern in urlpatterns]
        return [*own, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Insight | None = None) -> bool:
        """What readers can see is unpublished before it may be deleted."""
        is_live = obj is not None and obj.versions.filter(is_live=True).exists()
        return super().has_delete_permission(request, obj) and not is_live

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        insight = self.get_object(request, object_id)
        builder = {
            "kinds": [{"name": name, "kind": kind} for name, kind in kinds().items()],
            "sections": list(insight.sections.all()) if insight else [],
            "can_publish": request.user.has_perm("insights.publish_insight"),
            "status": self.status(insight) if insight else "",
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | builder)

    def save_related(self, request: HttpRequest, form: InsightForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        with transaction.atomic():
            form.instance.file_under(form.categories())
            touch(form.instance.pk, request.user)

    def _guarded(self, pattern: URLPattern) -> URLPattern:
        pattern.callback = self.admin_site.admin_view(pattern.callback)
        return pattern
