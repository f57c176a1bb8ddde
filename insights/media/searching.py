"""Search in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from insights.richtext.limits import UNSTORABLE


class SearchMixin:
    """Leaves out of a search what no database row can hold; PostgreSQL refuses to be asked for it."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = UNSTORABLE.sub("", search_term)
        found: tuple[QuerySet[Any], bool] = super().get_search_results(request, queryset, term)  # type: ignore[misc]
        return found
