"""Engines that are not the database, and the one that does not answer."""

from __future__ import annotations

import pytest

from insights.public.search import finding
from insights.public.search.indexing import rebuild
from insights.public.search.models import SearchEntry
from insights.publishing.publish import unpublish
from insights.tests.factories import make_live

pytestmark = pytest.mark.django_db


class Afar:
    """What modelsearch's Elasticsearch and OpenSearch engines look like from here."""

    def __init__(self, keys):
        self.keys = keys

    def search(self, query, queryset):
        return self

    def __getitem__(self, part):
        if self.keys is None:
            raise ConnectionError("the engine is gone")
        return [SearchEntry(pk=key) for key in self.keys[part]]


def test_an_engine_gives_the_order_and_the_database_decides_what_is_public(client, monkeypatch):
    versions = [make_live(title=f"Oak {number}") for number in range(3)]
    rebuild()
    keys = [version.search_entry.pk for version in versions]
    unpublish(versions[0].working_copy)
    monkeypatch.setattr(finding, "get_search_backend", lambda: Afar([keys[2], keys[0], keys[1], 999_999]))
    page = client.get("/search/?q=oak").context["page"]
    assert [result.card.title for result in page.items] == ["Oak 2", "Oak 1"]


def test_an_engine_that_does_not_answer_is_said_so(client, monkeypatch):
    monkeypatch.setattr(finding, "get_search_backend", lambda: Afar(None))
    response = client.get("/search/?q=oak")
    assert response.status_code == 503
    assert "Search does not answer at the moment" in response.content.decode()
