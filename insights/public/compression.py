"""Text for readers is sent compressed, as static files are; a proxy that does so itself leaves it alone."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from insights.public.spaces import is_readers


class CompressionMiddleware(GZipMiddleware):
    """Django's, for readers' pages only: those of the admin hold tokens, which the size of a page may betray."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if is_readers(request.path) else response
