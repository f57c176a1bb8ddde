"""Preview links of an insight: a list of them, a form for another, and a button that closes one."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.builder.access import working_copy
from insights.content.models import Insight
from insights.publishing.links import revoke, token
from insights.publishing.models import PreviewLink
from insights.workflow.link_form import LinkForm
from insights.workflow.pages import page

SHOWN = 100  # the newest


class Row(NamedTuple):
    """A link as it is listed; `url` is empty once it opens nothing."""

    link: PreviewLink
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The links there are, and the form that makes one."""
    insight = working_copy(request, insight_id)
    form = LinkForm(request.POST if request.method == "POST" else None, insight=insight)
    if request.method == "POST" and form.is_valid():
        link = form.make(request.user)
        messages.success(request, _("The link is ready: copy it and send it to whom it is for."))
        return HttpResponseRedirect(_address(insight.pk, link))
    shown = {"insight": insight, "form": form, "rows": _rows(insight)}
    return page(request, "links", _("Preview links"), status=422 if form.errors else 200, **shown)


@require_POST
def revoke_link(request: HttpRequest, insight_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponse:
    """Close one of the insight's links."""
    insight = working_copy(request, insight_id)
    link = get_object_or_404(PreviewLink.objects.select_related("insight"), pk=link_id, insight=insight)
    if revoke(link, by=request.user):
        messages.success(request, _("Revoked: the link opens nothing any more."))
    else:
        messages.info(request, _("The link was revoked already."))
    return HttpResponseRedirect(_address(insight.pk))


def _rows(insight: Insight) -> list[Row]:
    """Open links first."""
    now = timezone.now()
    found = insight.preview_links.select_related("version", "made_by")[:SHOWN]
    rows = [Row(link, _url(link) if link.revoked_at is None and link.expires_at > now else "") for link in found]
    return sorted(rows, key=lambda row: not row.url)


def _url(link: PreviewLink) -> str:
    return settings.SITE_URL + reverse("shared_preview", args=[token(link)])


def _address(insight_id: uuid.UUID, link: PreviewLink | None = None) -> str:
    anchor = f"#link-{link.pk.hex}" if link else ""
    return reverse("admin:insights_insight_links", args=[insight_id]) + anchor


OF = "<uuid:insight_id>/links"
urlpatterns: list[Any] = [
    path(f"{OF}/", links, name="insights_insight_links"),
    path(f"{OF}/<uuid:link_id>/revoke/", revoke_link, name="insights_link_revoke"),
]
