"""What is not published, to be looked at and nothing more: preview links, and versions for the staff."""

from __future__ import annotations

import logging
import uuid

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from insights.content.models import Insight
from insights.public.preview import POLICY, Draft, for_editors, secluded
from insights.public.views import insight_page, not_found, whole
from insights.publishing.links import published_slug, usable_link
from insights.publishing.models import PreviewLink
from insights.publishing.rules import may_read

logger = logging.getLogger(__name__)
TEMPLATE = "preview/still"
STRICT = POLICY.replace("frame-ancestors 'self'", "frame-ancestors 'none'")


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """What a link leads to: the preview, the article once it is published, or "not found" for whatever is wrong."""
    link = usable_link(token)
    if link is None:
        return _outside(not_found(request))
    if slug := published_slug(link):
        return _outside(HttpResponsePermanentRedirect(reverse("insight_detail", args=[slug])))
    if request.method == "GET":
        _count(link)
    insight = link.version_id or link.insight_id
    page = Draft(whole(Insight.objects.filter(deleted_at=None), pk=insight))
    return _outside(insight_page(request, page, TEMPLATE, canonical_url="", link=link))


@for_editors(may_read)
def version_preview(request: HttpRequest, insight_id: uuid.UUID, number: int) -> HttpResponse:
    """The page of one version."""
    versions = Insight.objects.filter(working_copy=insight_id, working_copy__deleted_at=None)
    page = Draft(whole(versions, number=number))
    return insight_page(request, page, TEMPLATE, canonical_url="")


def _outside(response: HttpResponse) -> HttpResponse:
    """For people without an account: never in a frame."""
    response["X-Frame-Options"] = "DENY"
    response["Content-Security-Policy"] = STRICT
    return secluded(response)


def _count(link: PreviewLink) -> None:
    """Somebody looks all the same when that cannot be counted."""
    try:
        PreviewLink.objects.count_view(link)
    except DatabaseError:
        logger.exception("the view of a preview link was not counted")
