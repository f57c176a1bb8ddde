"""Addresses that open one request, for whoever made it: signed, and without a word about the person."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from insights.demos.models import DemoRequest

SALT = "insights.demos.links"


def token(request_id: uuid.UUID) -> str:
    """What an address names the request by."""
    return _signer().sign(request_id.hex)


def find(signed: str) -> DemoRequest | None:
    """The request that an address opens, if we have signed it and nobody has erased it."""
    try:
        key = uuid.UUID(_signer().unsign(signed[:200]))
    except (signing.BadSignature, ValueError):
        return None
    return DemoRequest.objects.filter(pk=key, erased_at=None).first()


def path(name: str, request_id: uuid.UUID) -> str:
    """The path of one of a request's pages."""
    return reverse(name, args=[token(request_id)])


def url(name: str, request_id: uuid.UUID) -> str:
    """The same in full, for mail."""
    return settings.SITE_URL + path(name, request_id)


def form_url() -> str:
    """Where anybody asks for a demo."""
    return settings.SITE_URL + reverse("demo")


def admin_url(request_id: uuid.UUID) -> str:
    """Where the team finds it."""
    return f"{admin_list_url()}{request_id}/change/"


def admin_list_url() -> str:
    """Where it finds them all."""
    return f"{settings.SITE_URL}{reverse('admin:index')}insights/demorequest/"


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=SALT)
