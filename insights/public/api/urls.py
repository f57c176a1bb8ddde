"""The API's addresses. Its views are imported by the first request for one of them.

django-ninja and pydantic take a fifth of a second and some megabytes: commands and pages do without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from insights.public.api.addresses import ROUTES
from insights.public.api.guard import guarded, nothing


def _later(name: str) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **address: Any) -> HttpResponse:
        from insights.public.api.views import VIEWS

        response: HttpResponse = VIEWS[name](request, **address)
        return response

    return view


app_name = "api"
urlpatterns = [
    *(path(route, guarded(_later(name)), name=name) for name, route in ROUTES.items()),
    path("openapi.json", guarded(_later("openapi")), name="openapi"),
    path("docs/", _later("docs"), name="docs"),
    re_path("", guarded(nothing), name="nothing"),
]
