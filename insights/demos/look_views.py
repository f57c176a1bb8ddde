"""Where pages say that they were opened. The answer is empty, the same for everybody, and asks no database."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from insights.demos import visitors
from insights.demos.looks import CLICKS, VIEWS, looks
from insights.demos.origins import is_own


def told(view: Callable[..., None]) -> Callable[..., HttpResponse]:
    """For views that scripts of our own pages post to. Whoever asks not to be watched is not even counted."""

    @csrf_exempt  # nothing is done in anybody's name
    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, **names: str) -> HttpResponse:
        if request.method != "POST":
            raise Http404
        if settings.COUNT_VIEWS and _is_of_a_page(request) and "1" not in _wishes(request):
            view(request, **names)
        return HttpResponse(status=204)

    return answered


@told
def seen(request: HttpRequest, slug: str) -> None:
    """An article is read."""
    looks.count(slug, VIEWS, visitors.address(request))


@told
def opened(request: HttpRequest) -> None:
    """Somebody came to the demo page by an article's link, which names it."""
    try:
        looks.count(uuid.UUID(request.GET.get("insight", "")[:36]), CLICKS, visitors.address(request))
    except ValueError:
        return


def _is_of_a_page(request: HttpRequest) -> bool:
    """Browsers always say where a script's request comes from."""
    return is_own(request) and bool({"Sec-Fetch-Site", "Origin"} & set(request.headers))


def _wishes(request: HttpRequest) -> set[str]:
    return {request.headers.get("Sec-GPC", ""), request.headers.get("DNT", "")}
