"""Security headers that Django 5.2 does not set itself. A view that sets one of them keeps its own value."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

PUBLIC_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
ADMIN_POLICY = f"{PUBLIC_POLICY}; img-src 'self' data: blob:"  # icons in Django's CSS, previews of chosen files
FEATURES = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope "
    "magnetometer microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock "
    "sync-xhr usb xr-spatial-tracking"
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in FEATURES.split())


class ResponseHeaders:
    """Outermost middleware: pages, errors, static files and media all pass here.

    A page of the admin that prints `request.csp_nonce` in a script element may run that script.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonces: list[str] = []
        request.csp_nonce = SimpleLazyObject(lambda: _new(nonces))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy(request.path, nonces))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response


def _new(nonces: list[str]) -> str:
    nonces.append(secrets.token_urlsafe(16))
    return nonces[0]


def _policy(path: str, nonces: list[str]) -> str:
    if not is_admin(path):
        return PUBLIC_POLICY
    return ADMIN_POLICY + "".join(f"; script-src 'self' 'nonce-{nonce}'" for nonce in nonces)


def is_admin(path: str) -> bool:
    """Whether a path is the admin's."""
    try:
        return path.startswith(reverse("admin:index"))
    except NoReverseMatch:
        return False
