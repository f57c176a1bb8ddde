"""The log of the customer system's calls: what was told, what came back, and once more."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.demos.models import WebhookDelivery
from insights.demos.webhooks import try_again


@admin.register(WebhookDelivery)
class WebhookAdmin(admin.ModelAdmin):
    """Read, and let go out again; written by nobody."""

    change_form_template = "insights/demos/team/webhook.html"
    list_display = ("made_at", "event", "about", "state", "attempts", "response_status", "told", "next_try_at")
    list_filter = ("state", "event")
    fields = (
        "event", "about", "state", "attempts", "made_at", "next_try_at", "sent_at", "response_status", "last_error",
        "told_payload",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("again",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=_("request"), ordering="request__company")
    def about(self, call: Any) -> Any:
        """Leads to the request."""
        if not call.request_id:
            return "–"
        url = reverse("admin:insights_demorequest_change", args=[call.request_id])
        return format_html('<a href="{}">{}</a>', url, call.company or _("Request"))

    @admin.display(description=_("last error"))
    def told(self, call: WebhookDelivery) -> str:
        return call.last_error[:80] or "–"

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookDelivery]:
        return super().get_queryset(request).annotate(company=F("request__company"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def response_change(self, request: HttpRequest, obj: WebhookDelivery) -> HttpResponseRedirect:
        """The page's one button."""
        self.again(request, WebhookDelivery.objects.filter(pk=obj.pk))
        return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of it is typed."""
