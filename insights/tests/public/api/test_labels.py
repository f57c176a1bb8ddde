"""Categories, tags and authors: those with something to read."""

import pytest

from insights.publishing.publish import unpublish
from insights.tests.factories import AuthorFactory, CategoryFactory, make_live

pytestmark = pytest.mark.django_db
KINDS = {"categories": "category", "tags": "tag", "authors": "author"}


def add(number=0, live=True):
    """An insight with each of the three, named like it."""
    profiles = [{"network": "linkedin", "url": "https://linkedin.example/x"}, {"network": "x", "url": "javascript:x"}]
    author = AuthorFactory(name=f"Name {number}", slug=f"name-{number}", role="Role", bio="Bio", profiles=profiles)
    topic = CategoryFactory(name=f"Name {number}", slug=f"name-{number}", description="About")
    made = make_live(topic, tags=[f"Name {number}"], author=author)
    if not live:
        unpublish(made.working_copy)


@pytest.mark.parametrize(("kind", "parameter"), KINDS.items())
def test_each_is_told_with_what_it_leads_to(client, settings, kind, parameter):
    add()
    add(number=1, live=False)
    page = client.get(f"/api/v1/{kind}/").json()
    [told] = page["items"]
    assert (page["count"], told["count"], told["name"], told["slug"]) == (1, 1, "Name 0", "name-0")
    assert told["insights"] == f"{settings.SITE_URL}/api/v1/insights/?{parameter}=name-0"
    assert client.get(told["url"].removeprefix(settings.SITE_URL)).status_code == 200
    assert client.get(told["insights"].removeprefix(settings.SITE_URL)).json()["count"] == 1
    assert client.get(f"/api/v1/{kind}/name-0/").json() == told
    assert client.get(f"/api/v1/{kind}/name-1/").status_code == 404


def test_an_author_has_profiles_and_none_that_would_run(client):
    add()
    told = client.get("/api/v1/authors/name-0/").json()
    assert (told["role"], told["bio"]) == ("Role", "Bio")
    assert told["profiles"] == [{"network": "linkedin", "url": "https://linkedin.example/x"}]


def test_tags_may_be_in_any_script(client, settings):
    make_live(tags=["наставник"])
    told = client.get("/api/v1/tags/").json()["items"][0]
    assert client.get(f"/api/v1/tags/{told['slug']}/").json() == told
    assert client.get(told["insights"].removeprefix(settings.SITE_URL)).json()["count"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_queries_does_not_grow(client, statements, kind):
    def counted():
        with statements() as made:
            assert client.get(f"/api/v1/{kind}/?page_size=100").status_code == 200
        return len(made)

    add()
    few = counted()
    for number in range(1, 21):
        add(number)
    assert few == counted() == 2
