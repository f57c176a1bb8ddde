"""Filters of the list of insights."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight

WHICH = {
    "draft": Q(live_revision=None, has_versions=False),
    "published": Q(live_revision__isnull=False),
    "changed": Q(live_revision__isnull=False) & ~Q(live_revision=F("revision")),
    "unpublished": Q(live_revision=None, has_versions=True),
}


class StatusFilter(admin.SimpleListFilter):
    """Draft, published, changed since, unpublished."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("Draft")),
            ("published", _("Published")),
            ("changed", _("Published · unpublished changes")),
            ("unpublished", _("Unpublished")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Insight]) -> QuerySet[Insight]:
        return queryset.filter(WHICH.get(self.value() or "", Q()))
