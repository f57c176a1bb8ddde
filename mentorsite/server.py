"""How the site is served: granian, with values that suit one machine. GRANIAN_… variables win over them."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

DEFAULTS = {
    "GRANIAN_WORKERS": "1",  # one process keeps the in-process cache of one mind; with Redis use one per core
    "GRANIAN_BLOCKING_THREADS": "4",  # SQLite writes take turns anyway
    "GRANIAN_RESPAWN_FAILED_WORKERS": "true",
    "GRANIAN_WORKERS_KILL_TIMEOUT": "30",
    "GRANIAN_LOG_LEVEL": "warning",
}


def why_not(host: str, port: int) -> str:
    """Why nothing can listen there, in words; empty when it can."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def replace_process(host: str, port: int, folder: Path) -> NoReturn:
    """Becomes granian, which so gets Ctrl-C and SIGTERM itself."""
    os.environ.update({name: os.environ.get(name, value) for name, value in DEFAULTS.items()})
    where = ["--host", host, "--port", str(port), "--working-dir", str(folder)]
    program = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--no-ws",
        *where,
        "mentorsite.wsgi:application",
    ]
    os.execv(sys.executable, program)  # noqa: S606 - no shell on purpose
