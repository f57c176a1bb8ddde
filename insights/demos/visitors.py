"""Where a visitor comes from, as a code of the day: enough to count by, too little to know anybody by."""

from __future__ import annotations

import ipaddress
import secrets
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from insights.demos.counts import DailySalt

NETWORK = 64  # bits of an IPv6 address that one household or server has for itself
_known: dict[date, str] = {}


def address(request: HttpRequest) -> str:
    """The network address, as the last of our own proxies saw it: what is left of that anybody may have written."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    count = settings.PROXY_COUNT
    found = hops[-count] if 0 < count <= len(hops) else ""
    return _network(found) or _network(request.META.get("REMOTE_ADDR", ""))


def code(request: HttpRequest) -> str:
    """The address, hashed with the salt of the day; empty when there is none."""
    found = address(request)
    return salted_hmac("insights.demos.visitors", found, _salt(), algorithm="sha256").hexdigest() if found else ""


def _network(text: str) -> str:
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip if ip.version == 4 else ipaddress.ip_network((ip, NETWORK), strict=False))


def _salt() -> str:
    """Made by whoever is first, the same for all processes; it is deleted two days later."""
    today = timezone.now().date()
    if today not in _known:
        row, _made = DailySalt.objects.get_or_create(day=today, defaults={"salt": secrets.token_hex(32)})
        _known.clear()
        _known[today] = row.salt
    return _known[today]
