"""What the environment may say, what it may not, and what production then looks like."""

from __future__ import annotations

import os
import socket
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import RequestFactory

from mentorsite import environment
from mentorsite.environment import Env
from mentorsite.headers import PERMISSIONS_POLICY, PUBLIC_POLICY, ResponseHeaders
from mentorsite.server import why_not

ROOT = Path(__file__).resolve().parents[2]
STRONG = string.ascii_letters + string.digits
OF_THE_BROWSER = ("DJANGO_ALLOW_ASYNC_UNSAFE",)  # set by its fixture for the whole session
OURS = [
    "SECRET_KEY",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "DEVELOPMENT",
    "DEBUG",
    "HOST",
    "PORT",
]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Env]:
    """An environment that holds just these variables."""

    def give(**values: str) -> Env:
        for name in OURS:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return Env()

    return give


def manage(tmp_path: Path, *arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {*OURS, *OF_THE_BROWSER}}
    command = [sys.executable, "manage.py", *arguments]
    env = {**kept, "VAR_ROOT": str(tmp_path), **values}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("key", ["", "short", "a" * 60, "django-insecure-" + STRONG])
def test_production_refuses_a_weak_key_and_says_how_to_make_one(
    given: Callable[..., Env], tmp_path: Path, key: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY .*token_urlsafe"):
        environment.secret_key(given(SECRET_KEY=key), development=False, var=tmp_path)


def test_development_refuses_a_weak_key_that_was_given(given: Callable[..., Env], tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        environment.secret_key(given(SECRET_KEY="short"), development=True, var=tmp_path)


def test_development_makes_a_key_once_and_for_the_owner_only(given: Callable[..., Env], tmp_path: Path) -> None:
    first = environment.secret_key(given(), development=True, var=tmp_path)
    assert len(first) >= 50
    assert environment.secret_key(given(), development=True, var=tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_word_that_is_none_of_a_few_is_refused(given: Callable[..., Env]) -> None:
    assert environment.choice(given(), "MEDIA_RENDITIONS", "request", "command") == "request"
    assert environment.choice(given(MEDIA_RENDITIONS="command"), "MEDIA_RENDITIONS", "request", "command") == "command"
    with pytest.raises(ImproperlyConfigured, match="MEDIA_RENDITIONS is 'later'; it is one of: request, command"):
        environment.choice(given(MEDIA_RENDITIONS="later"), "MEDIA_RENDITIONS", "request", "command")


def test_the_start_stops_without_a_key(tmp_path: Path) -> None:
    result = manage(tmp_path, "check", SITE_URL="https://www.example.com")
    assert result.returncode
    assert "SECRET_KEY is not set; make one with" in result.stderr


def test_production_passes_the_deploy_check(tmp_path: Path) -> None:
    values = {"SECRET_KEY": STRONG, "SITE_URL": "https://www.example.com", "BEHIND_PROXY": "1"}
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **values)
    assert not result.returncode, result.stderr


@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.example.com",
        "ftp://example.com",
        "https://example.com/blog",
        "https://u@example.com",
        "http://x:99999",
    ],
)
def test_site_url_is_an_address_without_a_path(given: Callable[..., Env], url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"https://www\.example\.com"):
        environment.site_url(given(SITE_URL=url), development=False)


@pytest.mark.parametrize(
    ("values", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"PORT": "9000", "SITE_URL": "http://site.test/"}, "http://site.test"),
    ],
)
def test_the_development_address_follows_host_and_port(
    given: Callable[..., Env], values: dict[str, str], url: str
) -> None:
    assert environment.site_url(given(**values), development=True) == url


@pytest.mark.parametrize(
    ("name", "value", "reader"),
    [
        ("DEBUG", "maybe", lambda env: environment.flag(env, "DEBUG")),
        ("PORT", "eighty", environment.listen),
        ("PORT", "0", environment.listen),
        ("DATABASE_URL", "postgre://u:hunter2@h/n", lambda env: environment.database(env, Path())),
        ("DATABASE_URL", "mysql://u:hunter2@h/n", lambda env: environment.database(env, Path())),
        ("CACHE_URL", "nowhere://:hunter2@h", environment.cache),
        ("EMAIL_URL", "smtp+tls://u:hunter2@h", environment.mail),
        ("EMAIL_URL", "pigeon://u:hunter2@h", environment.mail),
    ],
)
def test_a_wrong_value_is_named_with_a_hint_and_without_its_password(
    given: Callable[..., Env], name: str, value: str, reader: Callable[[Env], object]
) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"{name} .*; it is") as caught:
        reader(given(**{name: value}))
    assert "hunter2" not in str(caught.value)


def test_services_are_chosen_by_their_addresses(given: Callable[..., Env], tmp_path: Path) -> None:
    env = given(
        DATABASE_URL="postgres://u:p@db.test:5433/site?sslmode=require",
        CACHE_URL="redis://cache.test:6379/1",
        EMAIL_URL="submission://u:p@mail.test:587",
    )
    database = environment.database(env, tmp_path)
    assert (database["ENGINE"], database["PORT"]) == ("mentorsite.postgresql", 5433)
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout" in database["OPTIONS"]["options"]
    assert environment.cache(env)["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert environment.mail(env)["EMAIL_USE_TLS"] is True


@pytest.mark.django_db
def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    """Read from a connection to a file, with the settings of the site."""
    url = f"sqlite:///{tmp_path / 'probe.sqlite3'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        found = environment.database(Env(), tmp_path)
    wrapper = DatabaseWrapper({**connection.settings_dict, **found}, "probe")
    try:
        with wrapper.cursor() as cursor:
            pragmas = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
            }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1}
        assert wrapper.transaction_mode == "IMMEDIATE"
    finally:
        wrapper.close()


def test_debug_is_off_and_data_lies_outside_the_checkout() -> None:
    assert settings.DEBUG is False
    assert not Path(settings.MEDIA_ROOT).is_relative_to(ROOT)


def test_every_answer_carries_the_headers_and_a_view_keeps_its_own() -> None:
    own = {"Content-Security-Policy": "sandbox"}
    plain = ResponseHeaders(lambda request: HttpResponse())(RequestFactory().get("/"))
    mine = ResponseHeaders(lambda request: HttpResponse(headers=own))(RequestFactory().get("/"))
    assert plain["Content-Security-Policy"] == PUBLIC_POLICY
    assert "unsafe" not in PUBLIC_POLICY
    assert plain["Permissions-Policy"] == PERMISSIONS_POLICY
    assert plain["Cross-Origin-Resource-Policy"] == "same-origin"
    assert plain["X-Content-Type-Options"] == "nosniff"
    assert mine["Content-Security-Policy"] == "sandbox"


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "in use" in why_not("127.0.0.1", taken.getsockname()[1])
    assert why_not("no-such-host.invalid", 8000)
