"""The page for people and the document for programs: nothing from elsewhere, and nothing missing."""

import re

import pytest
from django.utils.html import escape

from insights.tests.factories import make_live

pytestmark = pytest.mark.django_db
DOCS = "/api/v1/docs/"


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


def test_every_operation_parameter_and_shape_is_on_the_page(client, document):
    make_live(title="<b>Bold & co</b>")
    page = client.get(DOCS).content.decode()
    for path, methods in document["paths"].items():
        assert f"<code>{path}</code>" in page
        for one in methods["get"]["parameters"]:
            assert f"<code>{one['name']}</code>" in page
    for name, shape in document["components"]["schemas"].items():
        assert f'id="shape-{name}"' in page
        assert escape(shape["description"]) in page
    assert "&lt;b&gt;Bold &amp; co&lt;/b&gt;" in page


def test_links_lead_to_places_of_the_page(client):
    make_live()
    page = client.get(DOCS).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_nothing_is_fetched_from_elsewhere_and_no_policy_is_loosened(client, settings):
    response = client.get(DOCS)
    page = response.content.decode()
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not response.cookies
    addresses = re.findall(r'(?:src|href)="(https?://[^"]+)"', page)
    fetched = re.findall(r'<(?:script|img|link rel="stylesheet")[^>]+(?:src|href)="(https?://[^"]+)"', page)
    assert addresses
    assert not fetched
    assert "style=" not in page
    assert not re.search(r"<script>", page)


def test_the_page_of_an_empty_site_is_whole(client, statements):
    with statements() as made:
        assert client.get(DOCS).status_code == 200
    assert len(made) <= 4


def test_the_document_says_where_the_site_is_and_what_may_go_wrong(document, settings):
    assert document["openapi"].startswith("3.")
    assert document["servers"] == [{"url": settings.SITE_URL}]
    for methods in document["paths"].values():
        assert set(methods) == {"get"}
    answers = document["paths"]["/api/v1/insights/"]["get"]["responses"]
    assert set(answers) == {"200", "404", "422", "503"}
    used = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert used == set(document["components"]["schemas"])
