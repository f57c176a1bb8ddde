"""The frame of the team's pages, and who may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst

from insights.demos.models import DemoRequest, DemoSettings

VIEW, CHANGE = "insights.view_demorequest", "insights.change_demorequest"
EXPORT, ERASE = "insights.export_demorequest", "insights.erase_demorequest"
EARNED = "insights.change_insight"  # numbers of articles, for whoever writes them


def allowed(request: HttpRequest, *permissions: str) -> None:
    """Refuse whoever lacks one of the permissions."""
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def page(request: HttpRequest, name: str, title: Any, *, status: int = 200, **context: Any) -> HttpResponse:
    """A template of the team's inside the admin, which lets no cache keep it."""
    frame = {"title": title, "opts": DemoRequest._meta, "is_nav_sidebar_enabled": False, "here": name}
    frame = admin.site.each_context(request) | frame | context
    return render(request, f"insights/demos/team/{name}.html", frame, status=status)


class TeamPages:
    """Part of an admin whose pages stand among the team's, under the tab `here`, or one of their own."""

    opts: Any
    here = ""
    nothing: Any = ""  # what an empty list says

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        facts = {"title": capfirst(self.opts.verbose_name_plural), "nothing": self.nothing} | self._frame()
        found: HttpResponse = super().changelist_view(request, facts | (extra_context or {}))  # type: ignore[misc]
        return found

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return super().change_view(request, object_id, form_url, self._frame() | (extra_context or {}))  # type: ignore[misc]

    def _frame(self) -> dict[str, Any]:
        part = self.opts.model_name
        return {"here": self.here or part, "part": part, "is_nav_sidebar_enabled": False}


def owners() -> QuerySet[Any]:
    """Everybody a request can be given to: whoever may change requests."""
    people = get_user_model().objects.with_perm(CHANGE, backend="django.contrib.auth.backends.ModelBackend")
    return people.filter(is_staff=True).order_by("first_name", "last_name", "username")


def today() -> date:
    """The team's day."""
    return timezone.localdate(timezone=DemoSettings.current().zone)
