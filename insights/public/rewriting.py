"""Putting a page into the frame of looking ahead: a bar on top, and links that do not lead out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from insights.public.spaces import is_readers

TAG = re.compile(r"""<(?:a|area|form)\s(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
ADDRESS = re.compile(r"""(\s(?:href|action)=)("[^"]*"|'[^']*')""", re.IGNORECASE)
END_OF_HEAD = re.compile(r"</head>", re.IGNORECASE)
HEADER = re.compile(r"(?=<header\b)", re.IGNORECASE)  # behind the link that skips to the content
BAR, STYLES = "insights/preview/bar.html", "insights/preview/bar_styles.html"


def framed(
    response: HttpResponse, request: HttpRequest, bar: Mapping[str, Any], lead: Callable[[str], str]
) -> HttpResponse:
    """The page with the bar; `lead` tells where an address of the site's leads instead. None of its headers stay."""
    content_type = response.headers.get("Content-Type", "")
    if not content_type.startswith("text/html") or response.streaming:
        return HttpResponse(b"".join(response), status=response.status_code, content_type=content_type)
    html = rewritten(response.content.decode(), lead)
    html = END_OF_HEAD.sub(lambda found: render_to_string(STYLES) + found[0], html, count=1)
    html = HEADER.sub(lambda found: render_to_string(BAR, dict(bar), request), html, count=1)
    return HttpResponse(html, status=response.status_code)


def rewritten(html: str, lead: Callable[[str], str]) -> str:
    """With other addresses in links and forms; pictures, scripts and styles are fetched from where they are."""

    def led(found: re.Match[str]) -> str:
        url = unescape(found[2][1:-1]).strip()
        own = url.removeprefix(settings.SITE_URL) if url.startswith(f"{settings.SITE_URL}/") else url
        return f'{found[1]}"{escape(lead(own))}"' if is_readers(own) else found[0]

    return TAG.sub(lambda tag: ADDRESS.sub(led, tag[0]), html)
