"""Slugs and the site's own addresses: nothing an editor types can shadow a page, and odd spellings lead nowhere."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from insights.content.models import Insight
from insights.content.slugs import RESERVED
from insights.public import readers
from insights.tests.factories import InsightFactory, make_live

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "slug",
    ["../../admin", "admin", "feed", "topics", "sitemap", "ÜBER", "über", "Upper", "", "-", "--", "_", "x" * 300, "a b",
     "a/b", "a.b", "a%2fb", "a\0b", "a\nb", "a\n", "１２", "🎉", "<b>", "taken"],
)  # fmt: skip
def test_a_slug_that_would_shadow_or_mislead_is_refused(slug):
    InsightFactory(slug="taken")
    with pytest.raises(ValidationError):
        Insight(title="x", slug=slug).full_clean()


@pytest.mark.parametrize("slug", ["123", "x", "a-b_c", "x" * 180])
def test_plain_slugs_are_taken_as_they_are(client, slug):
    Insight(title="x", slug=slug).full_clean()
    assert client.get(make_live(slug=slug).url).status_code == 200


def test_every_word_that_stands_beside_insights_in_an_address_is_reserved():
    routes = [str(pattern.pattern) for pattern in readers.urlpatterns]
    beside = {route.split("/")[1] for route in routes if route.startswith("insights/")}
    assert {word for word in beside if word and "<" not in word} <= RESERVED
    first = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    assert {"admin"} <= {word for word in first if word.isalpha()} <= RESERVED


@pytest.mark.parametrize(
    "path",
    ["/insights/TRUST/", "/INSIGHTS/trust/", "/insights/trust//", "/insights//trust/", "/insights/trust/.",
     "/insights/%74rust%00/", "/insights/trust%2f/", "/insights/tru%73t%20/", "/insights/trust;x/", "/insights/%ff/"],
)  # fmt: skip
def test_an_address_has_one_spelling(client, path):
    make_live(slug="trust")
    assert client.get(path).status_code == 404


def test_a_missing_slash_is_one_redirect(client):
    live = make_live(slug="trust")
    response = client.get("/insights/trust?x=1")
    assert (response.status_code, response["Location"]) == (301, f"{live.url}?x=1")
