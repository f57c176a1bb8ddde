"""What the library's list is narrowed by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.media.folders import NONE, Tree, within
from insights.media.models import Image


class FolderFilter(admin.SimpleListFilter):
    """In a folder or below it, or in none. The page offers the folders above the list, not among the filters."""

    title, parameter_name = _("folder"), "in"
    template = "insights/media/no_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(NONE, _("No folder"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        text = self.value()
        return queryset.filter(within(Tree(), text)) if text else queryset


class UseFilter(admin.SimpleListFilter):
    """Whether anything needs it."""

    title, parameter_name = _("use"), "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Used nowhere")), ("yes", _("In use"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        unused = Image.objects.unused().values("pk")
        found = {"no": queryset.filter(pk__in=unused), "yes": queryset.exclude(pk__in=unused)}
        return found.get(self.value() or "", queryset)


class StateFilter(admin.SimpleListFilter):
    """What is still to be done."""

    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("File missing")), ("wordless", _("No alternative text")), ("decorative", _("Decorative"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        found = {
            "missing": Image.objects.filter(file=""),
            "wordless": Image.objects.wordless(),
            "decorative": Image.objects.filter(decorative=True),
        }.get(self.value() or "")
        return queryset if found is None else queryset.filter(pk__in=found.values("pk"))
