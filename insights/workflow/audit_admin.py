"""The audit trail in the admin: read, narrowed and exported; changed by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight
from insights.media.searching import SearchMixin
from insights.publishing.models import AuditEntry
from insights.workflow.audit_export import lines, remember
from insights.workflow.audit_filters import ActionFilter, DayFilter, PersonFilter
from insights.workflow.people import worded

LIST = "admin:insights_auditentry_changelist"
DETAILS = {
    "version": _("version"), "note": _("note"), "at": _("at"), "kept": _("kept"), "link": _("link"),
    "label": _("label"), "source": _("source"), "source_title": _("title of the source"), "slug": _("slug"),
    "count": _("count"), "public": _("public"), "document": _("document"), "comments": _("comments"),
    "filters": _("filters"), "person": _("person"), "of": _("what"),
    "role": _("role"), "before": _("before"), "after": _("after"), "gained": _("gained"), "lost": _("lost"),
}  # fmt: skip


@admin.register(AuditEntry)
class AuditAdmin(SearchMixin, admin.ModelAdmin):
    """Nobody adds, changes or deletes an entry here, superusers included."""

    class Media:
        css = {"all": ["css/tokens.css", "css/workflow/people.css"]}

    change_list_template = "insights/workflow/audit_list.html"
    change_form_template = "insights/workflow/audit_entry.html"
    list_display = ("when", "who", "what", "about", "told")
    list_filter = (DayFilter, PersonFilter, ActionFilter)
    search_fields = ("title", "actor_name")
    fields = ("when", "who", "what", "about", "listed")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    @admin.display(description=_("when"), ordering="at")
    def when(self, entry: AuditEntry) -> str:
        """To the second."""
        local = timezone.localtime(entry.at)
        return f"{date_format(local, 'SHORT_DATE_FORMAT')}, {local:%H:%M:%S}"

    @admin.display(description=_("who"), ordering="actor_name")
    def who(self, entry: AuditEntry) -> Any:
        return entry.actor_name or _("the site itself")

    @admin.display(description=_("what"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return entry.get_action_display()

    @admin.display(description=_("insight"), ordering="title")
    def about(self, entry: Any) -> Any:
        """Its title then; it leads to the insight if that is still there."""
        if not entry.is_there:
            return entry.title
        url = reverse("admin:insights_insight_change", args=[entry.insight_id])
        return format_html('<a href="{}">{}</a>', url, entry.title or _("Untitled"))

    @admin.display(description=_("details"))
    def told(self, entry: AuditEntry) -> str:
        """On one line."""
        return "; ".join(f"{name}: {value}" for name, value in _told(entry.details))

    @admin.display(description=_("details"))
    def listed(self, entry: AuditEntry) -> SafeString:
        """One below the other."""
        rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", _told(entry.details))
        return format_html('<dl class="audit__details">{}</dl>', rows) if rows else SafeString("–")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        there = Insight.objects.working().filter(pk=OuterRef("insight_id"))
        return super().get_queryset(request).annotate(is_there=Exists(there))

    def get_urls(self) -> list[Any]:
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="insights_auditentry_export"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        facts = {"title": _("Audit trail"), "can_export": _may_export(request)}
        return super().changelist_view(request, facts | (extra_context or {}))

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows with these filters, all pages of it; the export is an entry itself."""
        if not _may_export(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(LIST) + "?e=1")
        last = remember(request.user, gettext_noop("audit trail"), filters=request.GET.urlencode())
        entries = found.filter(pk__lt=last.pk).iterator(chunk_size=2000)
        answer = StreamingHttpResponse(lines(entries), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


def _may_export(request: HttpRequest) -> bool:
    return all(map(request.user.has_perm, ("insights.view_auditentry", "insights.export_auditentry")))


def _told(details: Any) -> Iterator[tuple[str, str]]:
    """(name, words) of each detail; lists with commas."""
    for name, value in details.items() if isinstance(details, dict) else [("", details)]:
        words = ", ".join(worded(str(each)) for each in value) or "–" if isinstance(value, list) else str(value)
        words = gettext(words) if name == "of" and words else words
        yield str(DETAILS.get(name, name.replace("_", " "))), words
