"""Putting a version back, which loses nothing either."""

import pytest
from django.core.exceptions import ValidationError

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish, unpublish
from insights.publishing.restore import discard, restore
from insights.publishing.states import state
from insights.sections.store import save_section
from insights.tests.factories import CategoryFactory, ImageFactory, InsightFactory, add_section, make_live, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """A version with everything that can hang on one."""
    found = make_live(CategoryFactory(), title="First", slug="first", sections={"text": {"body": words("One.")}})
    home = found.working_copy
    home.tags.add("trust")
    add_section(home, "image", {"image": ImageFactory().path}, uid="picture")
    return publish(home)


def edited(home, text="Two."):
    """The working copy with another title, text, topic and tag, and without the picture."""
    section = home.sections.first()
    section.data, section.revision = {"body": words(text)}, section.revision + 1
    save_section(section)
    home.sections.filter(uid="picture").delete()
    home.file_under([CategoryFactory(name="Other")])
    home.tags.set(["time"])
    Insight.objects.filter(pk=home.pk).update(title="Second", slug="second")
    touch(home.pk)
    return Insight.objects.get(pk=home.pk)


def said(row):
    """All that an insight says."""
    row = Insight.objects.get(pk=row.pk)
    sections = [(s.uid, s.kind, s.position, s.enabled, s.data, s.derived) for s in row.sections.all()]
    images = sorted(row.sections.values_list("uid", "references__image"))
    filed = list(row.placements.values_list("category", "position"))
    return [row.title, row.slug, row.category_id, sections, images, filed, sorted(row.tags.names())]


def test_the_working_copy_says_what_the_version_says(version):
    home = edited(version.working_copy)
    restore(version)
    assert said(home) == said(version)


def test_what_was_there_is_kept_and_can_be_put_back(version):
    home = edited(version.working_copy)
    before = said(home)
    kept = restore(version)
    assert said(kept) == before
    assert kept.note == "Kept before version 2 was put back"
    assert restore(kept) is None  # the version put back before says all there was
    assert said(home) == before


def test_readers_notice_nothing(version):
    edited(version.working_copy)
    before = said(Insight.objects.live().get())
    restore(version.working_copy.versions.get(number=1))
    assert said(Insight.objects.live().get()) == before


def test_open_forms_of_what_changed_are_stale_and_others_are_not(version):
    home = version.working_copy
    add_section(home, "quote", uid="same")
    publish(home)
    edited(home)
    before = dict(home.sections.values_list("uid", "revision"))
    restore(home.versions.get(number=3))
    after = dict(home.sections.values_list("uid", "revision"))
    assert after["same"] == before["same"]
    assert after["uid00000"] > before["uid00000"]


def test_a_revision_that_a_form_was_opened_with_never_comes_again(version):
    home = edited(version.working_copy)
    opened = home.sections.get(uid="uid00000").revision
    discard(home)
    restore(version)  # says the same already
    assert home.sections.get(uid="uid00000").revision > opened


def test_discarding_leaves_nothing_unpublished(version):
    home = edited(version.working_copy)
    kept = discard(home)
    assert said(home) == said(version)
    assert state(Insight.objects.working().with_state().get(pk=home.pk)).code == "published"
    assert kept.number == 3


def test_without_a_live_version_nothing_can_be_discarded(version):
    unpublish(version)
    with pytest.raises(Insight.DoesNotExist):
        discard(version.working_copy)


def test_a_taken_address_is_named_and_nothing_is_changed(version):
    home = edited(version.working_copy)
    InsightFactory(slug="first")
    before = said(home)
    with pytest.raises(ValidationError, match="address"):
        restore(version)
    assert said(home) == before
    assert home.versions.count() == 2


def test_the_trail_tells_it(version):
    edited(version.working_copy)
    restore(version)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.details) == ("restore", {"version": 2, "kept": 3})


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("act", [lambda version: restore(version), lambda version: discard(version.working_copy)])
def test_it_costs_the_same_whatever_the_number_of_sections(version, statements, count, act):
    home = version.working_copy
    for _ in range(count):
        add_section(home, "image")
    live = publish(home)
    edited(home)
    with statements() as made:
        act(live)
    assert len(made) <= 12
