"""The search page, and what is proposed as one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Insight
from insights.public.search import words
from insights.public.search.asking import Search
from insights.public.search.finding import UnavailableError, beginning
from insights.public.views import site_page

PROPOSED, AMONG = 6, 30
SHORTEST = 2  # letters


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What readers look for: results, or what to do instead. Search engines get the empty form only."""
    try:
        asked, status = Search(request), 200
    except UnavailableError:
        asked, status = None, 503
    title = asked.title if asked else _("Search")
    said: dict[str, Any] = {"page_title": title, "page_description": _("Search all insights.")}
    response = site_page(request, "search", search=asked, page=asked and asked.page, **said)
    response.status_code = status
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that go on as what was typed so far; behind them those whose tags or people do."""
    text = " ".join(words.terms(request.GET.get("q", "")))
    found: list[Insight] = []
    if len(text) >= SHORTEST:
        rows = beginning(text).values_list("insight", "title")[:AMONG]
        keys = [key for key, title in sorted(rows, key=lambda row: not words.begin(row[1], text))][:PROPOSED]
        cards = Insight.objects.only("title", "slug").in_bulk(keys)
        found = [cards[key] for key in keys]
    return JsonResponse({"insights": [{"title": card.title, "url": card.url} for card in found]})
