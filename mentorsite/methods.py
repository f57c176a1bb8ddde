"""What may be asked of an address is told to whoever asks with OPTIONS; views need not know of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class AllowedMethods:
    """Middleware: where a view refuses OPTIONS and names the methods that it knows, they are the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "OPTIONS" or response.status_code != 405 or not response.has_header("Allow"):
            return response
        return HttpResponse(status=204, headers={"Allow": f"{response['Allow']}, OPTIONS"})
