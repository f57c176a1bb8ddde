"""What the choosers of a form search: insights by title, topics by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from insights.builder.access import allowed
from insights.sections.options import Option, categories_like, category_option, insight_option, insights_like

LIMIT = 20


@require_safe
def insights(request: HttpRequest) -> JsonResponse:
    """Working copies whose title or address holds `q`."""
    return _answer(request, insights_like, insight_option)


@require_safe
def categories(request: HttpRequest) -> JsonResponse:
    """Topics whose name or slug holds `q`."""
    return _answer(request, categories_like, category_option)


def _answer(
    request: HttpRequest, like: Callable[[str], QuerySet[Any]], option: Callable[[Any], Option]
) -> JsonResponse:
    allowed(request)
    found = [option(row) for row in like(request.GET.get("q", ""))[: LIMIT + 1]]
    results = [{"value": each.value, "label": each.label, "note": each.note} for each in found[:LIMIT]]
    return JsonResponse({"results": results, "more": len(found) > LIMIT})
