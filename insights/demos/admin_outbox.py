"""The outbox in the admin: what was sent, what waits and why, and a button for what has failed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.demos.models import OutboxMail
from insights.demos.team.filters import ChoiceFilter
from insights.demos.team.logs import DeliveryLog
from insights.demos.team.searching import PrivateSearch
from insights.demos.waking import wake

State = OutboxMail.State


class ReaderFilter(ChoiceFilter):
    """Whom they are for."""

    title, parameter_name = _("reader"), "for"

    def offered(self, request: HttpRequest) -> Any:
        return [("visitors", _("Visitors")), ("team", _("The team"))]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        ours = {"kind__startswith": "team-"}
        return queryset.filter(**ours) if value == "team" else queryset.exclude(**ours)


@admin.register(OutboxMail)
class OutboxAdmin(DeliveryLog, PrivateSearch, admin.ModelAdmin):  # type: ignore[misc]
    """Mails are written by what happens, not by hand: they can be read, and sent once more."""

    list_display = ("subject", "to", "about", "chip", "attempts", "written", "told")
    list_filter = ("state", ReaderFilter)
    search_fields = ("subject", "to")
    fields = (
        "about", "to", "reply_to", "text", "chip", "attempts", "made_at", "next_try_at", "sent_at", "last_error",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("send_again",)

    @admin.action(description=_("Send again what has failed"), permissions=["change"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboxMail]) -> None:
        """From the beginning. What was overtaken by time or emptied with its person stays where it is."""
        now = timezone.now()
        failed = queryset.filter(state=State.FAILED).exclude(to="").exclude(not_after__lt=now)
        count = failed.update(state=State.WAITING, attempts=0, next_try_at=now)
        wake()
        words = ngettext("%(count)d mail will be sent again.", "%(count)d mails will be sent again.", count)
        messages.success(request, words % {"count": count})

    def response_change(self, request: HttpRequest, obj: OutboxMail) -> HttpResponseRedirect:
        """The page's one button."""
        if obj.state == State.FAILED:
            self.send_again(request, OutboxMail.objects.filter(pk=obj.pk))
        return HttpResponseRedirect(request.get_full_path())
