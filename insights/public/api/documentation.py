"""The documentation for people, made of the OpenAPI document: a page of ours, so that nothing is fetched elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x")
