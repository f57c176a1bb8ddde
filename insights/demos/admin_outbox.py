"""The outbox in the admin: what was sent, what waits and why, and a button for what has failed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.demos.models import OutboxMail
from insights.demos.team.searching import PrivateSearch
from insights.demos.waking import wake

State = OutboxMail.State


@admin.register(OutboxMail)
class OutboxAdmin(PrivateSearch, admin.ModelAdmin):  # type: ignore[misc]
    """Mails are written by what happens, not by hand: they can be read, and sent once more."""

    list_display = ("subject", "to", "kind", "state", "attempts", "made_at", "sent_at", "last_error")
    list_filter = ("state", "kind")
    search_fields = ("subject", "to")
    fields = (
        "subject", "to", "reply_to", "kind", "text", "state", "attempts", "made_at", "next_try_at", "sent_at",
        "last_error",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("send_again",)
    show_full_result_count = False

    @admin.action(description=_("Send again what has failed"), permissions=["change"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboxMail]) -> None:
        """From the beginning. What was overtaken by time or emptied with its person stays where it is."""
        now = timezone.now()
        failed = queryset.filter(state=State.FAILED).exclude(to="").exclude(not_after__lt=now)
        count = failed.update(state=State.WAITING, attempts=0, next_try_at=now)
        wake()
        words = ngettext("%(count)d mail will be sent again.", "%(count)d mails will be sent again.", count)
        messages.success(request, words % {"count": count})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of it is typed, and the sender may have written meanwhile."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing was changed; and a subject may name a person, whom erasing would not find in that log."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
