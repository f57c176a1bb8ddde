"""What a load balancer is told."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db
LIVE, READY = "/livez", "/readyz"


def test_a_site_with_its_database_is_live_and_ready(client: Client) -> None:
    assert [client.get(path).status_code for path in (LIVE, READY)] == [200, 200]
    assert "no-store" in client.get(READY)["Cache-Control"]


def test_without_its_database_it_is_live_but_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*arguments: object) -> None:
        raise OperationalError

    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", gone)
    assert [client.get(path).status_code for path in (LIVE, READY)] == [200, 503]


def test_it_may_be_asked_without_tls_from_within(client: Client, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    assert [client.get(path).status_code for path in (LIVE, "/")] == [200, 301]
