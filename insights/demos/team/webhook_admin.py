"""The log of the customer system's calls: what was told, what came back, and once more."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.demos.models import WebhookDelivery
from insights.demos.team.logs import DeliveryLog
from insights.demos.webhooks import try_again


@admin.register(WebhookDelivery)
class WebhookAdmin(DeliveryLog, admin.ModelAdmin):  # type: ignore[misc]
    """Read, and let go out again; written by nobody."""

    list_display = ("written", "event", "about", "chip", "attempts", "response_status", "told", "upcoming")
    list_filter = ("state", "event")
    fields = (
        "event", "about", "chip", "attempts", "made_at", "next_try_at", "sent_at", "response_status", "last_error",
        "told_payload",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("again",)

    @admin.display(description=_("payload"))
    def told_payload(self, call: WebhookDelivery) -> Any:
        return format_html("<pre>{}</pre>", json.dumps(call.payload, indent=2, ensure_ascii=False))

    @admin.action(description=_("Try again"), permissions=["change"])
    def again(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        count = try_again(queryset.values_list("pk", flat=True))
        words = ngettext(
            "%(count)d call is made again within a minute.", "%(count)d calls are made again within a minute.", count
        )
        messages.success(request, words % {"count": count})

    def response_change(self, request: HttpRequest, obj: WebhookDelivery) -> HttpResponseRedirect:
        """The page's one button."""
        self.again(request, WebhookDelivery.objects.filter(pk=obj.pk))
        return HttpResponseRedirect(request.get_full_path())
