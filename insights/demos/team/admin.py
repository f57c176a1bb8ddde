"""Requests for a demo in the admin: the list, and the ways to the team's other pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import DateField, F, OuterRef, QuerySet, Subquery, Value
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from insights.demos.changes import called
from insights.demos.models import Booking, DemoRequest
from insights.demos.team import filters
from insights.demos.team.actions import BulkActions
from insights.demos.team.addresses import ADDRESSES
from insights.demos.team.export_views import KINDS, answer
from insights.demos.team.pages import EXPORT, VIEW, TeamPages, allowed, today
from insights.demos.team.request_views import request_page
from insights.demos.team.searching import PrivateSearch

LIST = "admin:insights_demorequest_changelist"


@admin.register(DemoRequest)
class DemoRequestAdmin(TeamPages, BulkActions, PrivateSearch, admin.ModelAdmin):  # type: ignore[misc]
    """Nobody adds a request here or deletes one: people are erased, what they asked for is counted on."""

    change_list_template = "insights/demos/team/list.html"
    here = "list"
    list_display = ("company_or_id", "chip", "name", "whose", "source", "step", "booked", "received")
    list_filter = (
        filters.StateFilter, filters.OwnerFilter, filters.StepFilter, filters.FlaggedFilter, filters.ReceivedFilter,
        filters.TopicFilter, filters.SizeFilter, filters.InsightFilter, filters.SourceFilter,
    )  # fmt: skip
    search_fields = ("name", "email", "company", "message")
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=_("company"), ordering="company")
    def company_or_id(self, demo: DemoRequest) -> Any:
        return str(demo)

    @admin.display(description=_("state"), ordering="state")
    def chip(self, demo: DemoRequest) -> Any:
        """With a word if it was flagged."""
        flag = format_html(' <b class="due">{}</b>', _("Flagged")) if demo.is_suspicious else ""
        return format_html('<span class="step step--{}">{}</span>{}', demo.state, demo.get_state_display(), flag)

    @admin.display(description=_("owner"), ordering="owner__username")
    def whose(self, demo: DemoRequest) -> Any:
        return called(demo.owner) or _("Nobody")

    @admin.display(description=_("insight"), ordering="insight__title")
    def source(self, demo: Any) -> Any:
        return demo.insight_title or "–"

    @admin.display(description=_("next step"), ordering="next_step_on")
    def step(self, demo: Any) -> Any:
        """When it is overdue or due today, it says so."""
        if not demo.next_step_on:
            return demo.next_step or "–"
        late = demo.next_step_on < demo.today
        word = _("Overdue") if late else _("Today") if demo.next_step_on == demo.today else ""
        mark = format_html(' <b class="due{}">{}</b>', " due--late" if late else "", word) if word else ""
        return format_html(
            "{} <small>{}</small>{}", demo.next_step, date_format(demo.next_step_on, "SHORT_DATE_FORMAT"), mark
        )

    @admin.display(description=_("demo"), ordering="booked_for")
    def booked(self, demo: Any) -> str:
        return date_format(timezone.localtime(demo.booked_for), "SHORT_DATETIME_FORMAT") if demo.booked_for else "–"

    @admin.display(description=_("received"), ordering="created_at")
    def received(self, demo: DemoRequest) -> str:
        return date_format(timezone.localtime(demo.created_at), "SHORT_DATE_FORMAT")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DemoRequest]:
        standing = Booking.objects.standing().filter(request=OuterRef("pk")).values("starts_at")[:1]
        day = Value(today(), DateField())
        rows = super().get_queryset(request).select_related("owner").defer("message")
        return rows.annotate(booked_for=Subquery(standing), insight_title=F("insight__title"), today=day)

    def get_urls(self) -> list[Any]:
        ways: list[Any] = [("export/<slug:kind>/", self.export, "insights_demorequest_export"), *ADDRESSES]
        pages = [path(way, self.admin_site.admin_view(view), name=name) for way, view, name in ways]
        return [*pages, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whether actions that hand out a file are offered."""
        return request.user.has_perm(EXPORT)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        facts = {"can_export": self.has_export_permission(request)}
        return super().changelist_view(request, facts | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return request_page(request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """The timeline is on the page itself."""
        return request_page(request, object_id)

    def export(self, request: HttpRequest, kind: str) -> Any:
        """All that the list shows with these filters, every page of it."""
        allowed(request, VIEW, EXPORT)
        if kind not in KINDS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        back = HttpResponseRedirect(reverse(LIST))
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return back
        return answer(request, found, kind) or back
