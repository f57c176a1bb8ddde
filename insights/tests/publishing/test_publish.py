"""Publishing freezes the working copy and moves the one live flag."""

import pytest
from django.core.exceptions import ValidationError

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import keep, publish, unpublish
from insights.publishing.signals import published, unpublished
from insights.sections.store import save_section
from insights.tests.factories import CategoryFactory, ImageFactory, InsightFactory, add_section, make_live, words

pytestmark = pytest.mark.django_db


def test_readers_keep_what_was_published_while_editors_go_on():
    version = make_live(sections={"text": {"body": words("First")}})
    section = version.working_copy.sections.get()
    section.data = {"body": words("Second")}
    save_section(section)
    assert version.sections.get().text() == "First"


def test_publishing_again_makes_the_next_version_the_only_live_one():
    first = make_live()
    second = publish(first.working_copy)
    assert (first.number, second.number) == (1, 2)
    assert list(Insight.objects.live()) == [second]


def test_everything_of_the_working_copy_is_copied():
    image = ImageFactory()
    home = InsightFactory(summary="Sum", byline="By Ines")
    home.file_under([CategoryFactory(), CategoryFactory()])
    home.tags.add("trust", "time")
    add_section(home, "image", {"image": image.path}, enabled=False)
    version = publish(home)
    assert [row.category_id for row in version.placements.all()] == [row.category_id for row in home.placements.all()]
    assert set(version.tags.names()) == {"trust", "time"}
    copy = version.sections.get()
    assert (copy.uid, copy.enabled, copy.references.get().image) == ("uid00000", False, image)


def test_facts_for_lists_are_worked_out_from_the_shown_sections():
    home = InsightFactory()
    add_section(home, "article", {"thumbnail": "image/a.jpg", "body": words("word " * 441)})
    add_section(home, "article", {"description": "Hidden", "body": words("word " * 900)}, enabled=False)
    version = publish(home)
    assert (version.reading_minutes, version.thumbnail.path) == (3, "image/a.jpg")
    assert version.teaser.startswith("word word")
    assert len(version.teaser) <= 200


def test_an_undated_insight_gets_the_day_of_its_publication():
    version = publish(InsightFactory(published_at=None))
    version.working_copy.refresh_from_db()
    assert version.published_at == version.working_copy.published_at


def test_another_live_insight_with_the_address_is_named_not_overwritten():
    live = make_live(slug="trust")
    Insight.objects.filter(pk=live.home_id).update(slug="moved")
    with pytest.raises(ValidationError, match="trust"):
        publish(InsightFactory(slug="trust"))
    assert Insight.objects.live().get() == live


def test_unpublishing_keeps_the_history():
    version = make_live(CategoryFactory())
    assert unpublish(version.working_copy)
    assert not unpublish(version.working_copy)
    assert version.working_copy.versions.count() == 1
    assert not version.placements.filter(live_at__isnull=False).exists()


def test_listeners_hear_of_it_once_it_is_committed(django_capture_on_commit_callbacks):
    heard = []
    published.connect(lambda insight, **_: heard.append(("published", insight.pk)), weak=False, dispatch_uid="p")
    unpublished.connect(lambda insight, **_: heard.append(("unpublished", insight.pk)), weak=False, dispatch_uid="u")
    home = InsightFactory()
    with django_capture_on_commit_callbacks(execute=True):
        publish(home)
        unpublish(home)
        assert heard == []
    assert heard == [("published", home.pk), ("unpublished", home.pk)]
    published.disconnect(dispatch_uid="p")
    unpublished.disconnect(dispatch_uid="u")


@pytest.mark.parametrize("count", [1, 50])
def test_publishing_costs_the_same_whatever_the_number_of_sections(count, statements):
    version = make_live(CategoryFactory())
    for _ in range(count):
        add_section(version.working_copy, "image")
    with statements() as made:
        publish(version.working_copy)
    assert len(made) <= 12


def test_edits_without_a_version_can_be_kept_as_one():
    home = make_live().working_copy
    assert keep(home) is None
    touch(home.pk)
    assert keep(home).number == 2
    assert keep(home) is None
    assert Insight.objects.live().get().number == 1
