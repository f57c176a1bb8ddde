"""The search page, and what is proposed as one types."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Insight, SiteProfile
from insights.public.frame import Frame
from insights.public.search import words
from insights.public.search.asking import Search
from insights.public.search.finding import UnavailableError, beginning

PROPOSED = 6
SHORTEST = 2  # letters


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What readers look for: results, or what to do instead. Not for search engines."""
    try:
        asked, status = Search(request), 200
    except UnavailableError:
        asked, status = None, 503
    context: dict[str, Any] = {
        "site": Frame(SiteProfile.current()),
        "search": asked,
        "page": asked and asked.page,
        "page_title": asked.title if asked else _("Search"),
        "canonical_url": settings.SITE_URL + request.path,
    }
    return render(request, "insights/search.html", context, status=status)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that go on as what was typed so far."""
    text = " ".join(words.terms(request.GET.get("q", "")))
    found: list[Insight] = []
    if len(text) >= SHORTEST:
        keys = list(beginning(text).values_list("insight", flat=True)[:PROPOSED])
        cards = Insight.objects.only("title", "slug").in_bulk(keys)
        found = [cards[key] for key in keys]
    return JsonResponse({"insights": [{"title": card.title, "url": card.url} for card in found]})
