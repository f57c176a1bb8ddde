"""Every section of every insight, to search, filter, switch and delete many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.builder import section_bulk as bulk
from insights.builder.access import back
from insights.builder.section_filters import KindFilter, PageFilter, ShownFilter
from insights.builder.section_search import search
from insights.content.models import Insight
from insights.publishing import rules
from insights.sections.base import Section

READ = ("insights.view_section", "insights.change_section")
BATCH = "sections_batch"  # the session's key: the last operation on many sections, which can be undone


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    """A list only: a section is edited in its insight's page builder, where each row leads."""

    list_display = ("kind_name", "line", "page", "state", "changed")
    list_display_links = None
    list_filter = (KindFilter, ShownFilter, PageFilter)
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("data",)  # the box; what it does is in `search`
    search_help_text = _("Words of the sections, or of their insights' titles")
    ordering = ("-insight__updated_at", "insight", "position")
    actions = ("switch_on", "switch_off", "delete")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, section: Section) -> SafeString:
        """Icon and name."""
        return SafeString(render_to_string("insights/builder/kind_name.html", {"section": section}))

    @admin.display(description=_("section"))
    def line(self, section: Section) -> SafeString:
        """What it says, in a line; it leads to its form."""
        url = reverse("admin:insights_section_edit", args=[section.insight_id, section.uid])
        words = Truncator(section.summary().strip()).chars(80) or _("Nothing yet")
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=_("insight"), ordering="insight__title")
    def page(self, section: Section) -> SafeString:
        """Its insight; it leads to the section's card there."""
        url = reverse("admin:insights_insight_change", args=[section.insight_id])
        return format_html('<a href="{}#section-{}">{}</a>', url, section.uid, section.insight.title)

    @admin.display(description=_("state"), ordering="enabled")
    def state(self, section: Section) -> SafeString:
        """In words: whether readers see it, and whether it is filled in."""
        shown = _("Shown") if section.enabled else _("Hidden")
        if not section.is_incomplete:
            return format_html("{}", shown)
        return format_html('{} <span class="kind__incomplete">{}</span>', shown, _("Incomplete"))

    @admin.display(description=_("changed"), ordering="insight__updated_at")
    def changed(self, section: Section) -> str:
        """The day when anything of the insight was changed last."""
        return date_format(timezone.localtime(section.insight.updated_at), "SHORT_DATE_FORMAT")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        found = Section.objects.filter(insight__working_copy=None, insight__deleted_at=None).select_related("insight")
        return found.defer("insight__extra", "insight__summary", "insight__teaser")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Section], search_term: str
    ) -> tuple[QuerySet[Section], bool]:
        return search(queryset, search_term), False

    def get_urls(self) -> list[Any]:
        """The list, its undo, and an address for each section that leads on: no form of the stock admin."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="insights_section_changelist"),
            path("undo/", view(self.undo), name="insights_section_batch_undo"),
            path("<int:pk>/change/", view(self.lead), name="insights_section_change"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        return rules.may_read(request.user) or any(map(request.user.has_perm, READ))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        return False

    def has_insight_permission(self, request: HttpRequest) -> bool:
        """What the actions ask for: sections are part of their insights, and these are whosever."""
        return rules.may_edit_all(request.user)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        batch = request.session.get(BATCH) if self.has_insight_permission(request) else None
        return super().changelist_view(request, {"title": _("Sections"), "batch": batch, **(extra_context or {})})

    def lead(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the section's card in its insight."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        section = get_object_or_404(Section, pk=pk, insight__working_copy=None, insight__deleted_at=None)
        return back(section.insight_id, section.uid)

    def undo(self, request: HttpRequest) -> HttpResponse:
        """Take back the last operation on many sections."""
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        if not self.has_insight_permission(request):
            raise PermissionDenied
        batch = request.session.pop(BATCH, None) or {"changes": []}
        try:
            undone = bulk.undo(batch["changes"], by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(reverse("admin:insights_section_changelist"))
        words = ngettext("Undone in %d insight.", "Undone in %d insights.", undone.insights) % undone.insights
        messages.success(request, words)
        if undone.before:
            messages.warning(request, _("Undone there already: %s.") % ", ".join(undone.before[:10]))
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("admin:insights_section_changelist") + asked)

    @admin.action(description=_("Show to readers"), permissions=["insight"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[Section]) -> None:
        """Show the chosen sections."""
        self._run(request, lambda: bulk.switch(_narrow(queryset), on=True, by=request.user), _shown)

    @admin.action(description=_("Hide from readers"), permissions=["insight"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[Section]) -> None:
        """Hide the chosen sections."""
        self._run(request, lambda: bulk.switch(_narrow(queryset), on=False, by=request.user), _hidden)

    @admin.action(description=_("Delete"), permissions=["insight"])
    def delete(self, request: HttpRequest, queryset: QuerySet[Section]) -> None:
        """Delete the chosen sections; they can be brought back."""
        self._run(request, lambda: bulk.delete(_narrow(queryset), by=request.user), _deleted)

    def _run(self, request: HttpRequest, operation: Callable[[], bulk.Batch], words: Callable[[int], Any]) -> None:
        """Do it, say what was done, and remember how to take it back."""
        try:
            batch = operation()
        except bulk.TooManyError:
            messages.error(request, _("At most %d sections at once. Choose fewer.") % bulk.MOST)
        except (Section.DoesNotExist, Insight.DoesNotExist):
            messages.error(request, _("Somebody deleted one of these sections meanwhile; nothing was changed."))
        else:
            if not batch.changes:
                messages.info(request, _("Nothing to change: they are like that already."))
                return
            insights = ngettext("in %d insight", "in %d insights", len(batch.changes)) % len(batch.changes)
            said = words(batch.sections) % {"count": batch.sections, "insights": insights}
            request.session[BATCH] = {"changes": batch.changes, "said": str(said)}


def _narrow(queryset: QuerySet[Section]) -> QuerySet[Section]:
    """Only what an operation asks of the sections."""
    return queryset.order_by().only("insight_id", "uid", "kind", "enabled")


def _shown(count: int) -> str:
    return ngettext("%(count)d section %(insights)s shown.", "%(count)d sections %(insights)s shown.", count)


def _hidden(count: int) -> str:
    return ngettext("%(count)d section %(insights)s hidden.", "%(count)d sections %(insights)s hidden.", count)


def _deleted(count: int) -> str:
    return ngettext("%(count)d section %(insights)s deleted.", "%(count)d sections %(insights)s deleted.", count)
