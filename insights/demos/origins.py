"""Whether a form was sent from a page of this site. The page is the same for everybody, so it holds no token."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

OWN = {"same-origin", "none"}


def is_own(request: HttpRequest) -> bool:
    """Browsers say where a form was sent from, and no page can make them lie; what says nothing is no browser's page.

    Sec-Fetch-Site is the newer header and is asked first: a page that sends no referrer makes Origin `null`.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in OWN
    origin = request.headers.get("Origin")
    return origin is None or origin in {settings.SITE_URL, _here(request)}


def _here(request: HttpRequest) -> str:
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return settings.SITE_URL
