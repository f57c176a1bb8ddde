"""Which addresses a link may have and which paths an image may have: decided here for every way in and out."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Any, TypeGuard
from urllib.parse import unquote, urlsplit

WEB_SCHEMES = frozenset({"http", "https"})
SCHEMES = WEB_SCHEMES | {"mailto", "tel"}
INTERNAL_SCHEMES = frozenset({"statamic", "asset"})
MAX_URL = 2048
MAX_SOURCE = 255

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_INTERNAL = re.compile(r"statamic://[a-z_]+::[^\s\\<>\"']+")
_ASSET = re.compile(r"asset::[A-Za-z0-9_-]+::(.+)", re.S)


def safe_url(value: Any) -> str | None:
    """The address, trimmed and with spaces encoded, if a reader's browser may follow it; otherwise None.

    Taken are http, https, mailto, tel, `/path`, `?query` and `#id`. Control and invisible characters, backslashes,
    `//host`, credentials and words hidden behind HTML entities are refused, since browsers read them differently.
    """
    return _safe_url(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _safe_url(value: str) -> str | None:
    url = value.strip(" ")
    if not url or len(url) > MAX_URL or not url.isprintable():
        return None
    plain = html.unescape(url)
    if "\\" in plain or plain.startswith("//") or not plain.isprintable():
        return None
    if url[0] in "/?#" or _safe_scheme(url):
        return url.replace(" ", "%20")
    return None


def _safe_scheme(url: str) -> bool:
    match = _SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if scheme in WEB_SCHEMES:
        return host_of(url) != ""
    return scheme in SCHEMES and len(url) > len(scheme) + 1


def host_of(url: str) -> str:
    """The host of a web address, empty when it has none or carries credentials."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    return "" if "@" in parts.netloc or port == 0 else parts.hostname or ""


def is_internal(value: Any) -> TypeGuard[str]:
    """Whether this is Statamic's own address (`statamic://entry::<id>`): kept as it is, printed only when resolved."""
    return isinstance(value, str) and len(value) <= MAX_URL and value.isprintable() and bool(_INTERNAL.fullmatch(value))


def safe_source(value: Any) -> str | None:
    """The path of an image below the asset folder (`image/a.jpg`, or `asset::container::image/a.jpg`), else None.

    Never a host or scheme, so that no server is ever asked for a picture; never a way out of the folder, however
    often it was encoded.
    """
    if not isinstance(value, str):
        return None
    match = _ASSET.fullmatch(value)
    path = match[1] if match else value
    if not 0 < len(path) <= MAX_SOURCE:
        return None
    return path if all(map(_inside, (path, *_readings(path)))) else None


def _readings(path: str) -> list[str]:
    """The path as others may read it: decoded again and again, entities resolved, wide forms folded."""
    readings: list[str] = []
    for _ in range(5):
        decoded = unicodedata.normalize("NFKC", html.unescape(unquote(path)))
        if decoded == path:
            return readings
        readings.append(path := decoded)
    return [*readings, ".."]


def _inside(path: str) -> bool:
    if not path.isprintable() or any(mark in path for mark in '\\:<>"|*') or "&#" in path:
        return False
    return all(part.strip(" .") for part in path.split("/"))
