"""Fixtures of the whole suite."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from insights.builder.bench import TRANSACTIONS
from insights.content.models import SiteProfile
from insights.publishing import due
from insights.tests import factories

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"
CI = os.environ.get("CI") == "true"
PATIENCE = 20_000 if CI else 5_000  # milliseconds; another machine may be slow or busy, which is no bug
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite a file, not memory: threads of a running site would share one connection and its transactions."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _media_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _site_profile(request: pytest.FixtureRequest) -> None:
    """Emptying the database after a test with real transactions takes away what the migrations made."""
    mark = request.node.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction") and not request.node.get_closest_marker("browser"):
        request.getfixturevalue("transactional_db")
        SiteProfile.objects.get_or_create(pk=1)


@pytest.fixture(autouse=True)
def _nothing_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look every few seconds would cost one test a query more than another."""
    monkeypatch.setattr(due, "_last_look", float("inf"))


@pytest.fixture
def documents() -> Path:
    """Our own documents."""
    return FIXTURES / "documents"


@pytest.fixture
def shared_documents() -> Path:
    """The user's documents, where they are at hand."""
    if not SHARED.is_dir():
        pytest.skip("the user's documents are not beside this checkout")
    return SHARED


@pytest.fixture
def editor(client: Client) -> Client:
    """A client signed in as somebody who may do everything."""
    client.force_login(factories.admin_user())
    return client


@pytest.fixture
def statements() -> Any:
    """`with statements() as made:` – the SQL that was executed, without BEGIN, SAVEPOINT and the like."""

    @contextmanager
    def statements() -> Iterator[list[str]]:
        made: list[str] = []
        with CaptureQueriesContext(connection) as captured:
            yield made
        made += [query["sql"] for query in captured if not query["sql"].upper().startswith(TRANSACTIONS)]

    return statements


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real browser; without one the test is skipped, and on CI it fails."""
    path = chromium()
    if path is None:
        (pytest.fail if CI else pytest.skip)("no Chromium was found; install it or name it with CHROMIUM=")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; the ORM's calls are fine
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A blank page in a browser of its own; errors and console errors fail the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert problems == []
