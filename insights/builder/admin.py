"""Insights in the admin: the list, the details, and the page builder under them."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page

from insights.builder import clipboard
from insights.builder.access import guarded
from insights.builder.filters import PersonFilter, StatusFilter
from insights.builder.forms import NAMED, BereftForm, InsightForm, seen
from insights.builder.list_views import DELETED
from insights.builder.offered import offered
from insights.builder.scripts import import_map
from insights.builder.standing import since, standing
from insights.builder.times import flagged
from insights.builder.urls import urlpatterns
from insights.content.models import Insight
from insights.media.searching import SearchMixin
from insights.publishing import rules
from insights.publishing.changes import touch

UNUSED = re.compile("prepopulate|urlify|xregexp")


class BuilderAdmin(SearchMixin, admin.ModelAdmin):
    """Working copies only; versions are never edited."""

    form = InsightForm
    change_form_template = "insights/builder/change_form.html"
    list_display = ("title", "status", "category", "author", "published_on", "changed")
    list_filter = (StatusFilter, PersonFilter, "category", "author", "published_at")
    list_select_related = ("category", "author", "updated_by")
    search_fields = ("title", "slug", "byline", "summary", "tags__name")
    ordering = ("-updated_at",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "seen")}),
        (_("Filed under"), {"fields": ("main_category", "more_categories", "tags")}),
        (_("Author and date"), {"fields": ("author", "byline", "published_at", "summary")}),
    )

    @property
    def media(self) -> Media:
        """Without the scripts for fields filled from others, of which there are none: 40 KB that hold up the page."""
        scripts = super().media._js  # type: ignore[attr-defined]
        return Media(js=[path for path in scripts if not UNUSED.search(path)])

    @admin.display(description=_("status"))
    def status(self, insight: Insight) -> str:
        """The state as a chip, with what is to be known of it."""
        return render_to_string("insights/builder/status.html", {"insight": insight, "standing": standing(insight)})

    @admin.display(description=_("published on"), ordering="published_at")
    def published_on(self, insight: Insight) -> str:
        """The day; the moment is in the form."""
        day = insight.published_at
        return date_format(timezone.localtime(day), "SHORT_DATE_FORMAT") if day else ""

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, insight: Insight) -> str:
        """When last; who it was stands beside the state."""
        return since(insight.updated_at)

    @admin.display(description=_("Category"))
    def main_category(self, insight: Insight) -> Any:
        """For those who may only read."""
        return insight.category

    @admin.display(description=_("Also in"))
    def more_categories(self, insight: Insight) -> str:
        """For those who may only read."""
        return ", ".join(str(row.category) for row in insight.placements.select_related("category")[1:])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Insight]:
        return Insight.objects.working().with_state()

    def get_fieldsets(self, request: HttpRequest, obj: Insight | None = None) -> Any:
        """The hidden field is for forms only."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        return [(name, {"fields": [f for f in part["fields"] if f != "seen"]}) for name, part in self.fieldsets or ()]

    def get_urls(self) -> list[Any]:
        for pattern in urlpatterns:
            pattern.callback = guarded(pattern.callback)
        return [*urlpatterns, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Insight | None = None) -> bool:
        """What readers can see is unpublished before it may be deleted."""
        is_live = obj is not None and obj.versions.staged().exists()
        return rules.may_delete(request.user, obj) and not is_live

    def has_view_permission(self, request: HttpRequest, obj: Insight | None = None) -> bool:
        return rules.may_read(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Insight | None = None) -> bool:
        return rules.may_edit(request.user, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @method_decorator(gzip_page)  # 200 cards: 500 KB, of which 25 KB travel
    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        insight = self.get_object(request, object_id)
        if insight is None and request.method == "POST":
            return self._keep_text(request)
        page = {"is_nav_sidebar_enabled": False, **self.facts(request, insight)} if insight else {}
        try:
            return super().change_view(request, object_id, form_url, page | (extra_context or {}))
        except Insight.DoesNotExist as error:  # somebody deleted it at this moment
            if request.method == "POST":
                return self._keep_text(request)
            raise Http404 from error

    def _keep_text(self, request: HttpRequest) -> Any:
        """Details of what somebody deleted meanwhile: the form of a new insight, with all that was typed."""
        if "title" not in request.POST or not self.has_add_permission(request):
            raise Http404
        request.is_bereft = True  # type: ignore[attr-defined]
        page = self.add_view(request, reverse("admin:insights_insight_add"))
        page.status_code = 409
        return page

    def get_form(self, request: HttpRequest, obj: Insight | None = None, change: bool = False, **kwargs: Any) -> Any:
        if getattr(request, "is_bereft", False):
            kwargs["form"] = BereftForm
        return super().get_form(request, obj, change, **kwargs)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        only = {"show_save": False, "show_save_and_add_another": False}  # what is begun is opened to be written
        scripts = {"import_map": import_map(request.csp_nonce)}  # type: ignore[attr-defined]
        return super().add_view(request, form_url, only | scripts | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Insight, form: InsightForm, change: bool) -> None:
        """Only the details are written: the rest of the row may have moved on since it was read."""
        obj.owner_id = obj.owner_id if change else request.user.pk
        obj.save(update_fields=[name for name in form.cleaned_data if name in NAMED] if change else None)

    def save_related(self, request: HttpRequest, form: InsightForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.file_under(form.categories())
        if not change or seen(form.instance) != form.before:
            touch(form.instance.pk, request.user)

    def facts(self, request: HttpRequest, insight: Insight) -> dict[str, Any]:
        """What the bar and the page builder under the details show."""
        below = reverse("admin:insights_insight_change", args=[insight.pk]).removesuffix("change/")
        return {
            "kinds": offered(),
            "sections": flagged(insight.sections.all()),
            "can_publish": rules.may_publish(request.user, insight),
            "can_change": rules.may_edit(request.user, insight),
            "clipboard": len(clipboard.copied(request.user)),
            "deleted": insight.deleted_sections.kept()[:DELETED],
            "standing": standing(insight),
            "list_url": f"{below}list/",
            "sections_url": f"{below}sections/",
            "import_map": import_map(request.csp_nonce),  # type: ignore[attr-defined]
        }
