"""The archive by year and month."""

from datetime import UTC, datetime

import pytest

from insights.public.archive import years
from insights.tests.factories import InsightFactory, make_live

pytestmark = pytest.mark.django_db


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


@pytest.fixture
def four():
    make_live(title="January", published_at=at(2025, 1, 31, 23, 59))
    make_live(title="February", published_at=at(2025, 2, 1))
    make_live(title="December", published_at=at(2025, 12, 31, 23, 59))
    make_live(title="New year", published_at=at(2026, 1, 1))
    InsightFactory(title="Draft", published_at=at(2024, 1, 1))


@pytest.mark.usefixtures("four")
def test_years_and_months_that_have_something_are_listed_newest_first_with_how_much(client):
    found = [(year.number, year.count, [month.first.month for month in year.months]) for year in years()]
    assert found == [(2026, 1, [1]), (2025, 3, [12, 2, 1])]
    html = client.get("/insights/archive/").content.decode()
    assert html.index("/insights/archive/2026/01/") < html.index("/insights/archive/2025/12/")
    assert "2024" not in html


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("path", "shown", "hidden"),
    [
        ("2025/", ["December", "February", "January"], ["New year"]),
        ("2025/01/", ["January"], ["New year"]),
        ("2025/02/", ["February"], ["New year"]),
        ("2025/12/", ["December"], ["New year"]),
        ("2026/01/", ["New year"], []),
    ],
)
def test_a_period_ends_with_its_last_moment(client, path, shown, hidden):
    html = client.get(f"/insights/archive/{path}").content.decode()
    for title in shown:
        assert f">{title}</a></h3>" in html
    for title in hidden:
        assert title not in html
    assert f"{len(shown)} insight" in html


def test_months_are_those_of_the_site_s_own_clock(client, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    make_live(title="Already March there", published_at=at(2026, 2, 28, 12))
    assert [month.url for year in years() for month in year.months] == ["/insights/archive/2026/03/"]
    assert "Already March" in client.get("/insights/archive/2026/03/").content.decode()
    assert client.get("/insights/archive/2026/02/").status_code == 404


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    "path",
    ["2024/", "2025/03/", "2025/13/", "2025/00/", "2025/1/", "0000/", "99999/", "２０２５/", "x/"],
)
def test_a_period_without_anything_is_not_found(client, path):
    assert client.get(f"/insights/archive/{path}").status_code == 404


def test_an_empty_archive_says_so(client):
    assert "The first insight is on its way" in client.get("/insights/archive/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_queries_are_the_same_whatever_there_is(client, statements, count):
    for number in range(count):
        make_live(published_at=at(2025 - number % 3, 1 + number % 12, 5))
    for path, exactly in (("", 2), ("2025/", 3), ("2025/01/", 3)):
        with statements() as made:
            assert client.get(f"/insights/archive/{path}").status_code == 200
        assert len(made) == exactly
