"""One call over HTTPS to an address that somebody typed: not into our own network, not elsewhere, not for long."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from threading import Timer
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

SECONDS = 10
LONGEST = 300  # characters of an answer that are kept
LOCAL = {"localhost", "127.0.0.1", "::1"}
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind IPv6
OPEN = ipaddress.ip_network("2000::/3")  # of IPv6, all that was ever given out
PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")  # metadata of some clouds


class RefusedError(Exception):
    """The address is none that may be called."""


class Answer(NamedTuple):
    """What came back; without a status nobody answered."""

    status: int | None
    error: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the call arrived."""
        return self.status is not None and 200 <= self.status < 300


def call(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Post once. Redirects are not followed: they are errors, as every answer but 2xx."""
    try:
        parts = urlsplit(url)
        with _connection(parts) as connection:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            host = parts.netloc.rpartition("@")[2]
            connection.request("POST", path, body, {**headers, "Host": host}, preload_content=False)
            response = connection.getresponse()
            text = response.read(LONGEST * 4, decode_content=False).decode(errors="replace")
    except RefusedError as error:
        return Answer(None, str(error))
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        return Answer(None, f"{type(error).__name__}: {error}")
    answer = Answer(response.status)
    return answer if answer.is_good else answer._replace(error=f"{response.status}: {_line(text)}")


@contextmanager
def _connection(parts: SplitResult) -> Iterator[HTTPConnection]:
    """To the very address that was looked at, so that a name cannot lead elsewhere a moment later."""
    host = parts.hostname or ""
    if not is_callable(parts):
        raise RefusedError("Only https addresses are called.")
    is_local = parts.scheme == "http"
    port = parts.port or (80 if is_local else 443)
    ip = _resolved(host, port, is_local or settings.WEBHOOK_ALLOW_PRIVATE)
    if is_local:
        connection = HTTPConnection(ip, port, timeout=SECONDS)
    else:
        connection = HTTPSConnection(ip, port, timeout=SECONDS, server_hostname=host, assert_hostname=host)
    watch = Timer(SECONDS, _cut, [connection])
    watch.daemon = True
    watch.start()
    try:
        yield connection
    finally:
        watch.cancel()
        connection.close()


def is_callable(parts: SplitResult) -> bool:
    """Whether it is https without a user; or this machine, while the site is being made."""
    is_local = parts.scheme == "http" and parts.hostname in LOCAL and settings.DEVELOPMENT
    return is_local or (parts.scheme == "https" and not parts.username)


def _cut(connection: HTTPConnection) -> None:
    """An answer that trickles in would keep us for as long as it likes."""
    if connection.sock:
        with suppress(OSError):
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _resolved(host: str, port: int, may_be_private: bool) -> str:
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not (may_be_private or all(map(is_public, found))):
        raise RefusedError("The address lies in a private network; WEBHOOK_ALLOW_PRIVATE=1 would permit it.")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, looking through IPv6 that carries IPv4."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        return ip.is_global and ip in OPEN
    return ip.is_global and not ip.is_multicast and ip not in PROTOCOLS


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST]
