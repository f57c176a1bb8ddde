"""Wrong questions: told which parameter, never an error of ours, nothing of them said again (attacks 68 to 71)."""

import pytest

from insights.public.search import finding
from insights.tests.factories import make_live

pytestmark = pytest.mark.django_db
LIST = "/api/v1/insights/"
NUMBERS = [
    "-1", "0", "abc", "1e3", "1.0", "%2B1", " 1", "1_0", "１２", "5" * 5000, "9" * 21, "%00", "%ff", "", "1%0A", "null",
]  # fmt: skip


@pytest.fixture(autouse=True)
def something():
    make_live(title="Here")


def refused(response, *names):
    assert response.status_code == 422, response.content
    told = response.json()
    assert set(told["parameters"]) == set(names)
    assert all(name in told["message"] for name in names)
    assert response["Content-Type"].startswith("application/json")
    return told


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["page", "page_size", "year"])
def test_only_plain_numbers_are_numbers(client, name, number):
    refused(client.get(f"{LIST}?{name}={number}"), name)


@pytest.mark.parametrize("address", [LIST, "/api/v1/categories/", "/api/v1/tags/", "/api/v1/authors/"])
def test_a_page_beyond_the_last_is_not_found(client, address):
    response = client.get(f"{address}?page=2")
    assert response.status_code == 404
    assert response.json()["parameters"] == {"page": "The last page is 1."}
    assert client.get(f"{address}?page=100000").status_code == 404
    refused(client.get(f"{address}?page=100001"), "page")
    refused(client.get(f"{address}?page_size=101"), "page_size")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("sort=author__password", "sort"),
        ("sort=id;--", "sort"),
        ("fields=password", "fields"),
        ("fields=title,,slug", "fields"),
        ("fields=sections", "fields"),
        ("fields=" + "title," * 100, "fields"),
        ("q=a%00b", "q"),
        ("q=" + "x" * 10_000, "q"),
        ("tag=%00", "tag"),
        ("category=%00", "category"),
        ("author=" + "x" * 5000, "author"),
        ("year=999", "year"),
        ("year=9999", "year"),
        ("page=1&page=2", "page"),
        ("q=a&q=a", "q"),
    ],
)
def test_what_is_wrong_is_named(client, query, name):
    refused(client.get(f"{LIST}?{query}"), name)


def test_every_mistake_is_told_at_once(client):
    told = refused(client.get(f"{LIST}?page=x&sort=<b>&year=3000"), "page", "sort", "year")
    assert "<b>" not in str(told)


@pytest.mark.parametrize(
    "query", ["utm_source=<script>", "format=xml", "%00=%00", "x[]=1&x[]=2", "year[]=1", "=", "&&"]
)
def test_unknown_parameters_ask_for_nothing_and_are_not_said_again(client, query):
    assert client.get(f"{LIST}?{query}").content == client.get(LIST).content


def test_too_many_parameters_are_a_bad_request(client):
    query = "&".join(f"x{number}=1" for number in range(1_001))
    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("text", ["%ed%a0%80", "%ff%fe", "%E2%80%AE", "%F0%9F%8E%89", "%25", "%27%22%5c"])
@pytest.mark.parametrize("name", ["q", "tag", "category", "author"])
def test_strange_texts_match_nothing(client, name, text):
    response = client.get(f"{LIST}?{name}={text}")
    assert response.status_code == 200
    assert response.json()["count"] == 0


@pytest.mark.parametrize(
    "slug", ["%00", "a%00b", "%ff", "x" * 5000, "１２", "..%2f..%2fadmin", "%0d%0aSet-Cookie:x", "a b", "*"]
)
@pytest.mark.parametrize("kind", ["insights", "categories", "tags", "authors"])
def test_addresses_of_nothing_are_not_found(client, kind, slug):
    response = client.get(f"/api/v1/{kind}/{slug}/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("application/json")
    assert set(response.json()) == {"message"}


def test_an_engine_that_does_not_answer_is_said_so(client, monkeypatch):
    def fail(*_args):
        raise finding.UnavailableError

    monkeypatch.setattr("insights.public.api.finding.matching", fail)
    response = client.get(f"{LIST}?q=here")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response.json()["message"]
