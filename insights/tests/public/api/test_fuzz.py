"""What the OpenAPI document permits, and what it does not, asked of the site's WSGI application with data in it."""

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from insights.public.api.addresses import ROUTES
from insights.sections.registry import kinds
from insights.tests.factories import AuthorFactory, CategoryFactory, make_live
from mentorsite.wsgi import application

pytestmark = pytest.mark.django_db
REAL = {"insight": "key", "category_by_slug": "slug", "tag_by_slug": "slug", "author_by_slug": "slug"}
EXAMPLES = 25


@pytest.fixture(autouse=True)
def _one_connection():
    """Django closes connections round a request, and the test's transaction with them; its own client forbids that."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def schema():
    """With three insights that have every kind of section."""
    author, category = AuthorFactory(slug="real"), CategoryFactory(slug="real")
    for number in range(3):
        slug = "real" if not number else f"real-{number}"
        make_live(category, tags=["real"], slug=slug, author=author, sections=dict.fromkeys(kinds()))
    call_command("rebuild_search")
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_what_the_document_permits_is_answered_as_it_says(schema):
    for operation in operations(schema):
        ask(operation.as_strategy(), REAL.get(operation.definition.raw["operationId"]))


def test_what_it_does_not_permit_is_refused_as_it_says(schema):
    for operation in operations(schema):
        if any(one["in"] == "query" for one in operation.definition.raw["parameters"]):
            ask(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def operations(schema):
    found = [found.ok() for found in schema.get_all_operations()]
    assert len(found) == len(ROUTES)
    return found


def ask(cases, key=""):
    """The same questions on every machine, half of them of something that is there."""

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases, real=st.booleans())
    def asked(case, real):
        if key and real:
            case.path_parameters[key] = "real"
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # what the client reads back is not unpacked

    asked()
