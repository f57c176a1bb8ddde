"""The admin, in which no list is asked for what it does not show, or for what a database cannot answer."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.db.models import JSONField
from django.http import HttpRequest
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import conditional_page, require_POST
from django.views.i18n import JavaScriptCatalog, set_language

REFUSED = {"regex", "iregex", "year", "iso_year", "month", "day", "week", "week_day", "iso_week_day", "quarter"} | {
    "date", "time", "hour", "minute", "second", "password",
}  # fmt: skip
UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")
UNANSWERABLE = re.compile(r"[\0\ud800-\udfff]|\d{19}|.{301}", re.DOTALL)
FIRST, LAST = 1900, 2200


class StrictLookups:
    """Part of every ModelAdmin: what it refuses is answered with 400."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Whether the address of a list may name this; nothing that would guess at a hidden column or break a query."""
        names = lookup.split("__")
        if REFUSED & set(names) or self._is_json(names[0]):
            return False
        if self._is_column(names[0]) and (UNANSWERABLE.search(str(value)) or _is_far(str(value))):
            return False
        allowed: bool = super().lookup_allowed(lookup, value, request)  # type: ignore[misc]
        return allowed

    def _is_column(self, name: str) -> bool:
        """Else it is a parameter of a filter, which looks at its value itself."""
        return name == "pk" or any(field.name == name for field in self.opts.get_fields())  # type: ignore[attr-defined]

    def _is_json(self, name: str) -> bool:
        """Databases do not answer the same questions about these; and no list is narrowed by them."""
        fields = self.opts.get_fields()  # type: ignore[attr-defined]
        return any(field.name == name and isinstance(field, JSONField) for field in fields)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Without what no row can hold."""
        return super().get_search_results(request, queryset, UNSTORABLE.sub("", search_term))  # type: ignore[misc]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Its page where the admin is, too: Django goes by the table of sites, which says example.com."""
        has_page = obj is not None and self.view_on_site and hasattr(obj, "get_absolute_url")  # type: ignore[attr-defined]
        return obj.get_absolute_url() if has_page else None


class StrictSite(AdminSite):
    """Whatever is registered becomes strict, other apps' too."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        base = admin_class or ModelAdmin
        strict = type(base.__name__, (StrictLookups, base), {"__module__": base.__module__, "__doc__": base.__doc__})
        super().register(model_or_iterable, strict, **options)

    def get_urls(self) -> list[Any]:
        """With the choice of a language, which those who are about to sign in have too."""
        return [path("language/", require_POST(set_language), name="language"), *super().get_urls()]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The words of all apps' scripts, not the admin's alone; asked for again, but sent only when they differ."""
        return conditional_page(JavaScriptCatalog.as_view())(request)


class StrictAdmin(AdminConfig):
    """In INSTALLED_APPS instead of Django's own."""

    default_site = "mentorsite.admin_site.StrictSite"


def _is_far(value: str) -> bool:
    try:
        moment = parse_datetime(value)
    except ValueError:
        return False
    return moment is not None and not FIRST <= moment.year <= LAST
