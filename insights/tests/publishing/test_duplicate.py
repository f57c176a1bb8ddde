"""A duplicate begins as its original is, and is nobody's twin."""

import pytest

from insights.content.models import Insight
from insights.publishing.duplicate import duplicate
from insights.publishing.publish import publish
from insights.publishing.states import state
from insights.tests.factories import CategoryFactory, ImageFactory, add_section, admin_user, make_live, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    found = make_live(CategoryFactory(), title="Trust", slug="trust", sections={"text": {"body": words("One.")}})
    found.working_copy.tags.add("time")
    add_section(found.working_copy, "image", {"image": ImageFactory().path}, enabled=False)
    return found.working_copy


def test_the_same_content_under_a_new_identity(home):
    twin = duplicate(home)
    first, second = list(home.sections.all()), list(twin.sections.all())
    assert [(s.kind, s.data, s.enabled, s.position) for s in first] == [
        (s.kind, s.data, s.enabled, s.position) for s in second
    ]
    assert not {s.uid for s in first} & {s.uid for s in second}
    assert [s.references.count() for s in second] == [0, 1]
    assert (twin.tags.get().name, twin.placements.count(), twin.category_id) == ("time", 1, home.category_id)
    assert (twin.title, twin.slug, twin.duplicated_from) == ("Copy of Trust", "trust-2", home.pk)


def test_it_is_a_draft_of_its_maker(home):
    maker = admin_user()
    twin = Insight.objects.working().with_state().get(pk=duplicate(home, by=maker).pk)
    assert (state(twin).code, twin.owner, twin.published_at) == ("draft", maker, None)


def test_the_two_are_never_related(home):
    twin = publish(duplicate(home))
    live = Insight.objects.live().get(working_copy=home)
    for one, other in ((live, twin), (twin, live)):
        assert other not in Insight.objects.listed().without_twins(one)


def test_a_duplicate_of_a_duplicate_and_a_long_title(home):
    Insight.objects.filter(pk=home.pk).update(title="x" * 200, slug="x" * 200)
    home.refresh_from_db()
    third = duplicate(duplicate(home))
    third.full_clean(exclude=["working_copy", "site", "category"])
    assert len(third.title) == 200


@pytest.mark.parametrize("count", [0, 50])
def test_it_costs_the_same_whatever_the_number_of_sections(home, statements, count):
    for _ in range(count):
        add_section(home, "image")
    with statements() as made:
        duplicate(home)
    assert len(made) <= 12
