"""The frame of the workflow's pages: the admin's, with the way back to the insight."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from insights.content.models import Insight


def page(request: HttpRequest, name: str, title: Any, *, status: int = 200, **context: Any) -> HttpResponse:
    """A template of the workflow inside the admin."""
    frame = admin.site.each_context(request) | {"title": title, "opts": Insight._meta, "is_nav_sidebar_enabled": False}
    return render(request, f"insights/workflow/{name}.html", frame | context, status=status)
