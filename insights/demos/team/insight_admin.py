"""The list of insights, with the demos that each has earned: numbers, and nobody behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight
from insights.demos.team.figures import earned
from insights.demos.team.pages import EARNED
from insights.workflow.admin import InsightAdmin


class EarnedList(ChangeList):
    """A page of insights and one query for what they have earned."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = earned(insight.pk for insight in self.result_list)
        for insight in self.result_list:
            insight.earned = found.get(insight.pk, 0)


admin.site.unregister(Insight)


@admin.register(Insight)
class EarningInsightAdmin(InsightAdmin):
    """In the place of the workflow's, which knows nothing of demos."""

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        return (*columns[:2], "demos_earned", *columns[2:]) if request.user.has_perm(EARNED) else columns

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EarnedList if request.user.has_perm(EARNED) else ChangeList

    @admin.display(description=_("Demos"))
    def demos_earned(self, insight: Any) -> str:
        """Of all time; the page of the same name tells more."""
        return str(insight.earned or "–")
