"""Answers that a reader who has them already need not fetch again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


def answer(request: HttpRequest, body: str, content_type: str, modified: datetime | None = None) -> HttpResponse:
    """The body, or "not modified". The tag is made of the body itself, so that nothing can change without it."""
    content = body.encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    seconds = int(modified.timestamp()) if modified else None
    response = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return cast(HttpResponse, get_conditional_response(request, etag, seconds, response))
