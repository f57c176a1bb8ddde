"""Typed readers of environment variables that fail loudly, with a hint.

Wiring only: `settings.py` is fed by these, so that a wrong value stops the start and names the variable.
Values that may hold a password are never repeated in a message.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language_info, to_language
from environs import Env, EnvError

__all__ = [
    "Env",
    "cache",
    "choice",
    "data_folder",
    "database",
    "flag",
    "languages",
    "listen",
    "mail",
    "search",
    "secret_key",
    "site_language",
    "site_url",
    "whole_number",
]

KEY_HINT = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
OWN_MACHINE = " – or, on your own machine, set DEVELOPMENT=1"
FLAG_HINT = "it is 1 or 0"
NUMBER_HINT = "it is a whole number, 0 or more"
PORT_HINT = "it is a whole number from 1 to 65535"
DATABASE_HINT = "it is like postgres://user:password@host:5432/name or sqlite:////absolute/path/db.sqlite3"
CACHE_HINT = "it is locmem:// or like redis://host:6379/0"
MAIL_HINT = "it is console://, smtp://host:25, submission://user:password@host:587 or smtps://user:password@host:465"
SEARCH_ENGINES = {"elasticsearch7", "elasticsearch8", "elasticsearch9", "opensearch2", "opensearch3"}
SEARCH_HINT = "it is like elasticsearch9+https://user:password@host:9200 or opensearch3+http://host:9200"
SITE_HINT = "it is like https://www.example.com, without a path"

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a write waits for its turn instead of failing in the middle
    "timeout": 5,
    # Reading through mapped memory: a search among 10 000 insights reads rows that no page cache of 2 MB holds.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    f"PRAGMA mmap_size={256 * 1024 * 1024};",
}
POSTGRESQL_OPTIONS = {
    "connect_timeout": 2,
    "options": "-c statement_timeout=60s -c lock_timeout=3s",
    "keepalives_idle": 30,  # a server that vanished without a word is told as gone after a minute, to commands too
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
REDIS_OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}


def _read(name: str, hint: str, reader: Callable[[], Any]) -> Any:
    try:
        return reader()
    except (EnvError, ValueError):
        raise ImproperlyConfigured(f"{name} cannot be read; {hint}") from None


def flag(env: Env, name: str, default: bool = False) -> bool:
    """A switch: 1 or 0 (also true, false, yes, no, on, off)."""
    return bool(_read(name, FLAG_HINT, lambda: env.bool(name, default)))


def choice(env: Env, name: str, *values: str) -> str:
    """One of a few words; the first unless another is given."""
    found: str = env.str(name, "") or values[0]
    if found not in values:
        raise ImproperlyConfigured(f"{name} is {found!r}; it is one of: {', '.join(values)}")
    return found


def whole_number(env: Env, name: str, default: int) -> int:
    """A number that is not below zero."""
    found = int(_read(name, NUMBER_HINT, lambda: env.int(name, default)))
    if found < 0:
        raise ImproperlyConfigured(f"{name} is {found}; {NUMBER_HINT}")
    return found


def listen(env: Env) -> tuple[str, int]:
    """HOST and PORT that `manage.py serve` listens on."""
    port = int(_read("PORT", PORT_HINT, lambda: env.int("PORT", 8000)))
    if not 0 < port < 65536:
        raise ImproperlyConfigured(f"PORT is {port}; {PORT_HINT}")
    return env.str("HOST", "") or "127.0.0.1", port


def secret_key(env: Env, *, development: bool, var: Path) -> str:
    """SECRET_KEY, or in development one made once and kept in `var/`. A weak one stops the start."""
    key: str = env.str("SECRET_KEY", "")
    if not key and development:
        return _kept_key(var / "secret_key")
    if not key:
        raise ImproperlyConfigured(f"SECRET_KEY is not set; {KEY_HINT}{OWN_MACHINE}")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(f"SECRET_KEY is shorter than 50 characters or a placeholder; {KEY_HINT}")
    return key


def site_url(env: Env, *, development: bool) -> str:
    """SITE_URL without a trailing slash: the base of absolute links. Development has HOST and PORT."""
    url: str = env.str("SITE_URL", "") or (_local_url(*listen(env)) if development else "")
    if not url:
        raise ImproperlyConfigured(f"SITE_URL is not set; {SITE_HINT}{OWN_MACHINE}")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        usable = False
    if not usable or parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ImproperlyConfigured(f"SITE_URL is {url!r}; {SITE_HINT}")
    return url.rstrip("/")


def languages(catalogues: Path) -> list[tuple[str, str]]:
    """LANGUAGES, each by its own name: English, which texts are written in, and those with a catalogue."""
    found = sorted(to_language(path.name) for path in catalogues.iterdir() if (path / "LC_MESSAGES").is_dir())
    return [(code, get_language_info(code)["name_local"]) for code in ["en", *found]]


def site_language(env: Env, known: list[tuple[str, str]]) -> str:
    """SITE_LANGUAGE: what readers see round the insights, and what feeds and search engines are told."""
    language: str = env.str("SITE_LANGUAGE", "") or "en"
    if language not in dict(known):
        raise ImproperlyConfigured(f"SITE_LANGUAGE is {language!r}; it is one of {', '.join(dict(known))}")
    return language


def data_folder(env: Env, name: str, default: Path, mode: int = 0o755) -> Path:
    """A folder given by an absolute or relative path; created when absent."""
    folder = Path(env.str(name, "") or default).expanduser().resolve()
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is {folder}, which cannot be made: {error.strerror}") from None
    return folder


def database(env: Env, var: Path) -> dict[str, Any]:
    """DATABASES["default"]: SQLite in `var/` unless DATABASE_URL names another; options in the URL win."""
    default = f"sqlite:///{var / 'db.sqlite3'}"
    found: dict[str, Any] = _read("DATABASE_URL", DATABASE_HINT, lambda: env.dj_db_url("DATABASE_URL", default))
    given = found.get("OPTIONS", {})
    if found["ENGINE"].endswith("sqlite3"):
        # Kept open: opening costs a sixth of a page, and needs room on a disk that may be full.
        return {**found, "OPTIONS": {**SQLITE_OPTIONS, **given}, "CONN_MAX_AGE": None}
    if found["ENGINE"].endswith("postgresql"):
        return {
            **found,
            "ENGINE": "mentorsite.postgresql",
            "OPTIONS": {**POSTGRESQL_OPTIONS, **given},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"DATABASE_URL names a database that is not supported; {DATABASE_HINT}")


def cache(env: Env) -> dict[str, Any]:
    """CACHES["default"]: in the process unless CACHE_URL names a Redis, which must answer fast."""
    found: dict[str, Any] = _read("CACHE_URL", CACHE_HINT, lambda: env.dj_cache_url("CACHE_URL", "locmem://"))
    if "redis" in found["BACKEND"].lower():
        found["OPTIONS"] = {**REDIS_OPTIONS, **found.get("OPTIONS", {})}
    return found


def mail(env: Env) -> dict[str, Any]:
    """The EMAIL_… settings of EMAIL_URL; mail goes to the console unless it names a server."""
    found: dict[str, Any] = _read("EMAIL_URL", MAIL_HINT, lambda: env.dj_email_url("EMAIL_URL", "console://"))
    if "EMAIL_BACKEND" not in found:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read; {MAIL_HINT}")
    return {name: value for name, value in found.items() if value is not None}


def search(env: Env) -> dict[str, Any]:
    """MODELSEARCH_BACKENDS["default"]: the database, unless SEARCH_URL names an Elasticsearch or OpenSearch."""
    url: str = env.str("SEARCH_URL", "")
    if not url:
        return {"BACKEND": "insights.public.search.engine"}
    engine, _, rest = url.partition("+")
    if engine not in SEARCH_ENGINES or urlsplit(rest).scheme not in {"http", "https"} or not urlsplit(rest).hostname:
        raise ImproperlyConfigured(f"SEARCH_URL cannot be read; {SEARCH_HINT}")
    return {"BACKEND": f"modelsearch.backends.{engine}", "URLS": [rest], "INDEX_PREFIX": "mentorsite_", "TIMEOUT": 3}


def _local_url(host: str, port: int) -> str:
    """Where a browser on this machine finds a server that listens on `host`."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
