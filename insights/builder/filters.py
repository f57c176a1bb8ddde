"""Filters of the list of insights."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight
from insights.publishing.states import LABELS, SCHEDULED, WHICH

OWNED, TOUCHED = "mine", "touched"
FOUND = WHICH | {SCHEDULED: Q(next_from__isnull=False)}  # with the changes that wait behind what is live


class StatusFilter(admin.SimpleListFilter):
    """By state."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Insight]) -> QuerySet[Insight]:
        return queryset.filter(FOUND.get(self.value() or "", Q()))


class PersonFilter(admin.SimpleListFilter):
    """What the editor has begun, or changed last."""

    title = _("person")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(OWNED, _("Mine")), (TOUCHED, _("Last changed by me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Insight]) -> QuerySet[Insight]:
        which = {OWNED: Q(owner=request.user.pk), TOUCHED: Q(updated_by=request.user.pk)}
        return queryset.filter(which.get(self.value() or "", Q()))
