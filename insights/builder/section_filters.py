"""Filters of the list of all sections."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.builder.filters import FOUND, StatusFilter
from insights.content.models import Insight
from insights.sections.base import Section
from insights.sections.registry import kinds

UNKNOWN = "-"


class KindFilter(admin.SimpleListFilter):
    """The registered kinds, and everything else that documents brought."""

    title = _("kind")
    parameter_name = "is"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*((name, kind.label) for name, kind in kinds().items()), (UNKNOWN, Section.label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Section]) -> QuerySet[Section]:
        if self.value() == UNKNOWN:
            return queryset.exclude(kind__in=[name for kind in kinds() for name in _names(kind)])
        return queryset.filter(kind__in=_names(self.value())) if self.value() in kinds() else queryset


class ShownFilter(admin.SimpleListFilter):
    """Shown to readers or not."""

    title = _("state")
    parameter_name = "shown"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Shown")), ("0", _("Hidden from readers"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Section]) -> QuerySet[Section]:
        return queryset.filter(enabled=self.value() == "1") if self.value() in {"0", "1"} else queryset


class PageFilter(StatusFilter):
    """The status of the insight that the section stands in."""

    title = _("insight")
    parameter_name = "page"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if (value := self.value()) not in FOUND:
            return queryset
        insights = Insight.objects.working().with_state().filter(FOUND[str(value)])
        return queryset.filter(insight__in=insights.values("pk"))


def _names(kind: str | None) -> list[str]:
    """What rows of a kind may be called: its name, or the handle of documents."""
    handle = kinds()[str(kind)].handle
    return [str(kind), *([handle] if handle else [])]
