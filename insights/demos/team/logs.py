"""What leaves the site, as the team reads it: lists and pages of which nothing is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from insights.demos.deliveries import Delivery
from insights.demos.team.pages import TeamPages


class DeliveryLog(TeamPages):
    """Part of the admin of mails and of calls. Each row tells of the request that it is about."""

    change_list_template = "insights/demos/team/log.html"
    change_form_template = "insights/demos/team/delivery.html"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=_("request"), ordering="request__company")
    def about(self, row: Any) -> Any:
        """Leads to it."""
        if not row.request_id:
            return "–"
        url = reverse("admin:insights_demorequest_change", args=[row.request_id])
        return format_html('<a href="{}">{}</a>', url, row.company or _("Request"))

    @admin.display(description=_("state"), ordering="state")
    def chip(self, row: Delivery) -> Any:
        return format_html('<span class="step step--{}">{}</span>', row.state, row.get_state_display())

    @admin.display(description=_("written"), ordering="made_at")
    def written(self, row: Delivery) -> str:
        return _moment(row.made_at)

    @admin.display(description=_("next try"), ordering="next_try_at")
    def upcoming(self, row: Delivery) -> str:
        """Of what still waits; nothing else is tried."""
        return _moment(row.next_try_at) if row.state == Delivery.State.WAITING else "–"

    @admin.display(description=_("last error"))
    def told(self, row: Delivery) -> str:
        return row.last_error[:80] or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        return rows.annotate(company=F("request__company"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of it is typed, and the sender may have written meanwhile."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing was changed; and a subject may name a person, whom erasing would not find in that log."""


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
