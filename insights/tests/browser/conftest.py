"""The site on a port of its own, and pages of a real browser to visit it with.

The server is not pytest-django's `live_server`, which empties the database after every test: modules that only read
share one load of our documents, and every other test starts from what the migrations made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from insights.content.models import SiteProfile
from insights.documents.assets import import_assets
from insights.documents.reading import collect
from insights.documents.run import import_files
from insights.documents.site import load_site
from insights.media import shapes
from insights.public import fonts
from insights.tests import factories
from insights.tests.conftest import FIXTURES, PATIENCE

# Pictures of about the same weight in a third of the time.
QUICK = {"avif": ("AVIF", ({"quality": 45, "speed": 10},)), "webp": ("WEBP", ({"quality": 45, "method": 0},))}


@pytest.fixture(scope="module", autouse=True)
def _media_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Images stay as long as the module's documents do."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="session")
def _fonts() -> None:
    folder = Path(settings.BUILT_ROOT) / "fonts"
    if not fonts.is_current(folder):
        fonts.build(folder)


@pytest.fixture(scope="module")
def server(_media_folder: None, _fonts: None, browser: Any, django_db_setup: None, django_db_blocker: Any) -> Any:
    """The address of the running site."""
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.inc_thread_sharing()  # a browser's last connection may end after the server did
        running = LiveServer("localhost")
        yield running.url
        running.stop()
        connections.close_all()  # else PostgreSQL would not drop the database


@pytest.fixture
def _django_db_helper(server: str) -> None:
    """Instead of pytest-django's: the mark `django_db` still asks for a database, but does not empty it."""


def empty_database() -> None:
    """As the migrations left it: no content, and a site profile with nothing filled in.

    What a closed page had asked for may still be answered at this moment, so that the databases refuse at first.
    """
    for pause in (0.3, 1, 3):
        try:
            call_command("flush", interactive=False, verbosity=0)
            break
        except (CommandError, DatabaseError):
            time.sleep(pause)
    SiteProfile.objects.get_or_create(pk=1)


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[str]:
    """The site with our own documents and their images, loaded once for a module that only reads."""
    load_site(FIXTURES / "site.yaml")
    import_files(collect([FIXTURES / "documents"]))
    with patch.dict(shapes.WAYS, QUICK):
        import_assets(FIXTURES / "assets")
    yield server
    empty_database()


@pytest.fixture
def empty_site(server: str, browser: Any) -> Iterator[str]:
    """The site without content, to be changed at will."""
    yield server
    for context in browser.contexts:  # pages ask for news as long as they are open
        context.close()
    empty_database()


@pytest.fixture
def signed_in(empty_site: str) -> list[dict[str, str]]:
    """The cookie of somebody who may do everything."""
    client = factories.signed_in(factories.admin_user())
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": empty_site}]


@pytest.fixture
def visit(browser: Any, server: str) -> Iterator[Callable[..., Any]]:
    """`visit("/about/", width=360)`: a page in a browser of its own. Script errors and missing files fail the test.

    `expecting` names the one error that the test is about; other options go to Playwright's `new_context`.
    """
    contexts: list[Any] = []
    problems: list[str] = []

    def visit(path: str, *, width: int = 1440, cookies: Any = (), expecting: str = "\0", **options: Any) -> Any:
        def note(problem: Any) -> None:
            if expecting not in str(problem):
                problems.append(f"{path}: {problem}")

        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=server, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.on("pageerror", note)
        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert problems == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a slow or busy machine may miss a moment: once more, and the report says so."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
