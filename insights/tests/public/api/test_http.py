"""Methods, headers and caching, the same at every address (attacks 72 to 77)."""

import os
import subprocess
import sys
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from insights.content.models import Author
from insights.tests.factories import AuthorFactory, CategoryFactory, admin_user, make_live, signed_in

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/api/v1/", "/api/v1/insights/", "/api/v1/insights/story/", "/api/v1/categories/", "/api/v1/categories/here/",
    "/api/v1/tags/", "/api/v1/tags/wood/", "/api/v1/authors/", "/api/v1/authors/ines/", "/api/v1/openapi.json",
]  # fmt: skip
EVIL = "https://evil.example"
NOTHING = ["/api/v1/x", "/api/v1/insights", "/api/v1/insights/none/", "/api/v1/insights/story/x/", "/api/v1//insights/"]


@pytest.fixture(autouse=True)
def story():
    here, ines = CategoryFactory(slug="here"), AuthorFactory(slug="ines")
    return make_live(here, tags=["wood"], title="Story", slug="story", author=ines)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body_and_an_unchanged_answer_is_not_sent_again(client, address):
    plain = client.get(address)
    assert plain.status_code == 200
    assert plain["Content-Type"] == "application/json; charset=utf-8"
    head = client.head(address)
    assert (head.status_code, head.content, head.headers) == (200, b"", plain.headers)
    again = client.get(address, headers={"if-none-match": f'"other", W/{plain["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert again["ETag"] == plain["ETag"]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES, *NOTHING])
def test_there_is_nothing_to_do_but_read(address):
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete", "trace"):
        refused = getattr(client, method)(address)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused.json()["message"]
    options = client.options(
        address, headers={"origin": "https://evil.example", "access-control-request-method": "GET"}
    )
    assert (options.status_code, options.content, options["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    assert options["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("address", [*ADDRESSES, *NOTHING, "/api/v1/insights/?page=x"])
def test_every_answer_is_for_everybody(client, settings, address):
    settings.ALLOWED_HOSTS = ["*"]
    given = {
        "host": "evil.example",
        "x-forwarded-host": "evil.example",
        "origin": "https://evil.example",
        "accept": "text/html",
    }
    response = client.get(address, headers=given)
    assert "evil" not in response.content.decode()
    assert not response.cookies
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not response.has_header("Access-Control-Allow-Credentials")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-cache"
    staff = signed_in(admin_user())
    assert staff.get(address, headers=given).content == response.content


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("10.0.0.5 said no"), 503), (ZeroDivisionError("10.0.0.5"), 500)]
)
@pytest.mark.parametrize("address", ["/api/v1/tags/", "/api/v1/insights/?q=", "/api/v1/insights/story/"])
def test_what_breaks_is_said_the_same_way(client, address, error, status):
    client.raise_request_exception = False
    with connection.execute_wrapper(Mock(side_effect=error)):
        response = client.get(address, headers={"accept": "text/html"})
    assert (response.status_code, set(response.json())) == (status, {"message"})
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert (response.get("Retry-After"), response["Cache-Control"]) == {
        503: ("30", "no-store"),
        500: (None, "no-cache"),
    }[status]
    assert "10.0.0.5" not in response.content.decode()


@pytest.mark.parametrize("address", NOTHING)
def test_there_is_one_spelling(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "slash" in response.json()["message"]


def test_a_change_anywhere_in_an_answer_makes_another_tag(client, story):
    before = client.get("/api/v1/insights/story/")["ETag"]
    Author.objects.update(name="Ines the second")
    assert client.get("/api/v1/insights/story/", headers={"if-none-match": before}).status_code == 200


def test_looking_ahead_shows_the_api_of_then(client):
    client.force_login(admin_user())
    make_live(title="Then", slug="then")
    assert b"Then" in client.get("/preview/at/2090-01-01T00:00/api/v1/insights/then/").content


def test_an_article_does_not_wait_for_the_library():
    """Only a request below /api/v1/ imports it: neither commands nor pages take that time."""
    read = "import django, sys; django.setup(); from django.test import Client; Client().get('/static/none.css')"
    told = f"{read}; from django.urls import reverse; reverse('home'); sys.exit('pydantic' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "mentorsite.settings"}
    assert subprocess.run([sys.executable, "-c", told], env=environment, check=False).returncode == 0
