"""Serves stored images in the embedded set-up; a web server or a bucket may do it instead."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

NAMES = r"[0-9a-f]{32}(?:-[a-z]+-[0-9]+-[0-9a-f]{6})?\.(?:jpg|png|webp|avif|gif)"
# Told here, because Python 3.11 and bare machines know neither AVIF nor WebP.
TYPES = {".jpg": "jpeg", ".png": "png", ".webp": "webp", ".avif": "avif", ".gif": "gif"}


@require_safe
def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of MEDIA_ROOT, as an inert image. Names are never reused, so it may be kept for a year.

    Other sites may show it: readers of feeds that run in a browser do, and it is public.
    """
    response = serve(request, f"images/{name}", document_root=str(settings.MEDIA_ROOT))
    response["Content-Type"] = f"image/{TYPES[PurePosixPath(name).suffix]}"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feeds and the API are read on other sites
    return response
