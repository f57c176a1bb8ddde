"""Insights in the admin: the page builder's, with the pages of the publishing workflow."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from insights.builder.access import guarded
from insights.builder.admin import BuilderAdmin
from insights.content.models import Insight
from insights.workflow.urls import urlpatterns


@admin.register(Insight)
class InsightAdmin(BuilderAdmin):
    """Working copies only; versions are never edited."""

    def get_urls(self) -> list[Any]:
        for pattern in urlpatterns:
            pattern.callback = guarded(pattern.callback)
        return [*urlpatterns, *super().get_urls()]
