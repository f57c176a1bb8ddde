"""The site as production serves it: collected and compressed files, no debugging, HTTP/2 over TLS."""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds
CERTIFICATE = (
    "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
)


@dataclass
class Answer:
    """What the site says to one request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @cached_property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Site:
    """A running site. `ask` keeps its connection."""

    host: str
    certificate: Path
    _connection: http.client.HTTPSConnection | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"https://{self.host}"

    def ask(self, path: str, **headers: str) -> Answer:
        """One answer; redirects are not followed."""
        try:
            return self._answer(path, headers)
        except (http.client.HTTPException, ConnectionError):
            self.hang_up()  # the server may have tired of a connection that was not used
            return self._answer(path, headers)

    def _answer(self, path: str, headers: dict[str, str]) -> Answer:
        self._connection = self._connection or self._connect()
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())

    def hang_up(self) -> None:
        """Ends the connection that `ask` keeps."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _connect(self) -> http.client.HTTPSConnection:
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        return http.client.HTTPSConnection(self.host, timeout=PATIENCE, context=trusted)


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """The site with its fixtures, in VAR_ROOT if there is one; it ends with the block."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    _run([*CERTIFICATE.split(), "-keyout", str(key), "-out", str(certificate)])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = Site(f"localhost:{free.getsockname()[1]}", certificate)
    environment = _environment(site, folder, key)
    manage = [sys.executable, str(ROOT / "manage.py")]
    _run([*manage, "prepare"], environment)
    server = subprocess.Popen([*manage, "serve"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(site)
        yield site
    finally:
        site.hang_up()
        server.terminate()
        server.wait(PATIENCE)


def _environment(site: Site, folder: Path, key: Path) -> dict[str, str]:
    ours = {
        "SITE_URL": site.address,
        "PORT": site.host.partition(":")[2],
        "HOST": "127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "VAR_ROOT": os.environ.get("VAR_ROOT", str(folder / "var")),
        "GRANIAN_SSL_CERTIFICATE": str(site.certificate),
        "GRANIAN_SSL_KEYFILE": str(key),
        "LOG_LEVEL": "WARNING",
    }
    not_of_production = ("DEVELOPMENT", "DEBUG", "STATIC_MANIFEST", "DATABASE_URL", "CACHE_URL")
    return {name: value for name, value in os.environ.items() if name not in not_of_production} | ours


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[:3]} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"


def _wait(site: Site) -> None:
    for _ in range(PATIENCE * 5):
        try:
            assert site.ask("/").status == 200
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    raise AssertionError("the site does not answer")
