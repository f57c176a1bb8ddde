"""Attack 82, against the server itself: requests that no reader sends are refused, and it serves on."""

from __future__ import annotations

import socket

import pytest

from insights.tests.builder.test_killed import Site

HEAD = b"Host: 127.0.0.1\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Sends bytes, returns the status."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.start()

    def ask(line, head=b"", body=b""):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
            connection.sendall(line + b" HTTP/1.1\r\n" + HEAD + head + b"\r\n" + body)
            return int(connection.recv(4096).split()[1])

    yield ask
    site.kill()


@pytest.mark.parametrize(
    ("line", "head", "statuses"),
    [
        (b"GET /insights/?x=" + b"a" * 5_000, b"", {414}),
        (b"GET /insights/" + b"a" * 5_000 + b"/", b"", {414}),
        (b"GET /" + b"a" * 500_000, b"", {414, 431}),
        (b"GET /robots.txt", b"X-A: " + b"a" * 9_000 + b"\r\n", {431}),
        (b"GET /robots.txt", b"".join(b"X-%d: a\r\n" % number for number in range(101)), {431}),
        (b"GET /robots.txt", b"Host: evil.example\r\n", {400}),
        (b"POST /robots.txt", b"Content-Length: 5\r\nContent-Length: 6\r\n", {400}),
        (b"POST /robots.txt", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", {400, 403, 405}),
        (b"GET /insights/\xff/", b"", {400, 404}),
        (b"GET /robots.txt\r\nX", b"", {400}),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(ask, line, head, statuses):
    assert ask(line, head, b"0\r\n\r\n" if b"chunked" in head else b"") in statuses
    assert ask(b"GET /robots.txt") == 200
