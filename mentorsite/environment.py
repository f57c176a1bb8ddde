"""Typed readers of environment variables that fail loudly, with a hint.

Wiring only: `settings.py` is fed by these, so that a wrong value stops the start and names the variable.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

__all__ = ["Env", "EnvError", "data_folder", "secret_key", "site_url"]

KEY_HINT = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'


def secret_key(env: Env, *, development: bool, var: Path) -> str:
    """SECRET_KEY, or in development one made once and kept in `var/`; raises ImproperlyConfigured when weak."""
    key: str = env.str("SECRET_KEY", "")
    if not key and development:
        return _kept_key(var / "secret_key")
    if not key:
        raise ImproperlyConfigured(f"SECRET_KEY is not set; {KEY_HINT}")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(f"SECRET_KEY is shorter than 50 characters or a placeholder; {KEY_HINT}")
    return key


def site_url(env: Env, *, development: bool) -> str:
    """SITE_URL without a trailing slash: the one base of every absolute link."""
    url: str = env.str("SITE_URL", "http://127.0.0.1:8000" if development else "")
    if not url:
        raise ImproperlyConfigured("SITE_URL is not set; give the public address, e.g. https://www.example.com")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"SITE_URL is {url!r}; it must be like https://www.example.com, without a path")
    return url.rstrip("/")


def data_folder(env: Env, name: str, default: Path) -> Path:
    """A folder given by an absolute or relative path; created when absent."""
    folder = Path(env.str(name, str(default))).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
