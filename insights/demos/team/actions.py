"""What is done to many requests at once from their list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.demos.changes import BULK, change, not_spam
from insights.demos.models import DemoRequest
from insights.demos.team.export_views import answer
from insights.demos.team.forms import BulkForm, OwnerField


class BulkActions:
    """The actions of the list of requests; each leaves a line in every timeline that it touches.

    Django has looked at their form before: a state or a person in it is one that it offers.
    """

    action_form = BulkForm
    actions = ("set_state", "assign", "mark_spam", "mark_not_spam", "export_xlsx", "export_csv")

    @admin.action(description=_("Set the state"), permissions=["change"])
    def set_state(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> None:
        if state := request.POST.get("to_state"):
            self._change(request, queryset, state=state)
        else:
            messages.error(request, _("Choose the state that is to be set."))

    @admin.action(description=_("Set the owner"), permissions=["change"])
    def assign(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> None:
        self._change(request, queryset, owner=OwnerField().clean(request.POST.get("to_owner")))

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_spam(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> None:
        self._change(request, queryset, state=DemoRequest.State.SPAM)

    @admin.action(description=_("Not spam"), permissions=["change"])
    def mark_not_spam(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> None:
        if (keys := _few(request, queryset)) is not None:
            _tell(request, not_spam(keys, by=request.user))

    @admin.action(description=_("Export as a spreadsheet (XLSX)"), permissions=["export"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> Any:
        return answer(request, queryset, "xlsx")

    @admin.action(description=_("Export as CSV"), permissions=["export"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> Any:
        return answer(request, queryset, "csv")

    def _change(self, request: HttpRequest, queryset: QuerySet[DemoRequest], **values: Any) -> None:
        if (keys := _few(request, queryset)) is not None:
            _tell(request, change(keys, by=request.user, **values))


def _few(request: HttpRequest, queryset: QuerySet[DemoRequest]) -> list[Any] | None:
    """The chosen ones, if they are not too many for one transaction."""
    keys = list(queryset.order_by().values_list("pk", flat=True)[: BULK + 1])
    if len(keys) <= BULK:
        return keys
    messages.error(request, _("Choose at most %(count)d requests at once.") % {"count": BULK})
    return None


def _tell(request: HttpRequest, count: int) -> None:
    words = ngettext("%(count)d request changed.", "%(count)d requests changed.", count)
    messages.success(request, words % {"count": count})
