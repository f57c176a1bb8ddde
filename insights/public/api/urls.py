"""The API's addresses. Nothing imports this but a request below /api/v1/: django-ninja and pydantic take their time."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from insights.public.api.documentation import docs
from insights.public.api.guard import guarded
from insights.public.api.problems import nothing
from insights.public.api.site import api, openapi


def _guarded(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, guarded(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [
    *(_guarded(pattern) for pattern in api.urls[0] if pattern.name != "api-root"),
    path("openapi.json", guarded(openapi), name="openapi"),
    path("docs/", docs, name="docs"),
    re_path("", guarded(nothing), name="nothing"),
]
