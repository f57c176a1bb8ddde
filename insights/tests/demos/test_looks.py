"""How often articles are read and lead to the demo page: numbers by day, and nobody in them."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.utils import timezone

from insights.content.demo_links import demo_url
from insights.demos import look_views, looks
from insights.demos.counts import InsightDay
from insights.demos.looks import Looks
from insights.tests.demos.conftest import NOON, at
from insights.tests.factories import make_live
from insights.tests.threads import errors_of

pytestmark = pytest.mark.django_db
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def told(client, settings, monkeypatch):
    """`told(path)`: what a page of ours says; `told.looks.write()` writes it."""
    settings.COUNT_VIEWS = True
    fresh = Looks()
    monkeypatch.setattr(look_views, "looks", fresh)
    monkeypatch.setattr(Looks, "_soon", lambda self: None)
    monkeypatch.setattr(looks.connections, "close_all", lambda: None)

    def told(path, headers=OWN, **meta):
        response = client.post(path, headers=headers, **meta)
        assert (response.status_code, response.content, response.cookies) == (204, b"", {})
        return response

    told.looks = fresh
    return told


def counted():
    return [(row.views, row.band_clicks) for row in InsightDay.objects.order_by("day")]


def test_looks_and_clicks_are_added_up_by_day(told):
    version = make_live()
    for day in (0, 0, 1):
        with at(NOON + timedelta(days=day)):
            told(f"{version.url}seen/")
            told(demo_url(version).replace("/demo/", "/demo/opened/"))
    told.looks.write()
    assert counted() == [(2, 2), (1, 1)]
    with at(NOON):
        told(f"{version.url}seen/")
    told.looks.write()
    told.looks.write()
    assert counted() == [(3, 2), (1, 1)]
    assert {row.insight for row in InsightDay.objects.all()} == {version.working_copy}


def test_saying_it_asks_no_database_and_writing_is_two_statements(told, statements):
    versions = [make_live() for _ in range(3)]
    with statements() as made:
        for version in versions:
            told(f"{version.url}seen/")
    assert made == []
    with statements() as made:
        told.looks.write()
    assert len(made) == 2
    assert counted() == [(1, 0)] * 3


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "same-origin", "Sec-GPC": "1"},
        {"Sec-Fetch-Site": "same-origin", "DNT": "1"},
    ],
)
def test_other_sites_machines_and_who_asks_not_to_be_watched_count_for_nothing(told, headers):
    told(f"{make_live().url}seen/", headers)
    assert not told.looks.waiting


def test_an_operator_may_count_nothing(told, settings):
    settings.COUNT_VIEWS = False
    told(f"{make_live().url}seen/")
    assert not told.looks.waiting


def test_what_there_is_not_is_not_counted(told):
    for path in (
        "/insights/nothing/seen/",
        "/demo/opened/",
        "/demo/opened/?insight=x",
        f"/demo/opened/?insight={'0' * 32}",
    ):
        told(path)
    told.looks.write()
    assert counted() == []


def test_one_address_cannot_say_it_for_ever_and_made_up_articles_fill_no_memory(told, monkeypatch):
    version = make_live()
    with at(NOON):
        for _ in range(looks.MINUTE + 5):
            told(f"{version.url}seen/")
    with at(NOON + timedelta(minutes=1)):
        told(f"{version.url}seen/")
    assert sum(told.looks.waiting.values()) == looks.MINUTE + 1
    assert len(told.looks.addresses) == 1
    monkeypatch.setattr(looks, "MOST", 3)
    with at(NOON + timedelta(minutes=1)):
        for number in range(9):
            told(f"/insights/x{number}/seen/")
        assert len(told.looks.waiting) == 3
        told(f"{version.url}seen/")
    assert sum(told.looks.waiting.values()) == looks.MINUTE + 4


def test_what_the_database_does_not_take_is_given_again(told):
    told(f"{make_live().url}seen/")
    with patch.object(looks, "add", side_effect=OperationalError):
        told.looks.write()
    assert counted() == []
    told.looks.write()
    assert counted() == [(1, 0)]


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_once_lose_nothing(told):
    versions = [make_live() for _ in range(3)]
    all_looks = [Looks() for _ in range(8)]
    for one in all_looks:
        for version in versions:
            one.count(version.slug, looks.VIEWS, "")

    assert errors_of(*(one.write for one in all_looks)) == []
    for one in all_looks:
        one.write()  # where the database was busy
    assert counted() == [(8, 0)] * 3
    assert InsightDay.objects.values_list("day", flat=True).distinct().get() == timezone.now().date()


def test_the_answer_is_for_nobody_s_cache(told):
    assert "no-store" in told(f"{make_live().url}seen/")["Cache-Control"]
