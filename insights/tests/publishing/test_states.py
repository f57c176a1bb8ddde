"""What an editor sees at a glance."""

from datetime import timedelta

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.models import AuditEntry
from insights.publishing.publish import keep, publish, set_end, unpublish, withdraw
from insights.publishing.states import WHICH, state
from insights.tests.factories import InsightFactory, make_live

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)


def seen(home, code):
    """The state of a working copy, which the filter of the list finds too."""
    found = state(Insight.objects.working().with_state().get(pk=home.pk))
    for name, condition in WHICH.items():
        listed = Insight.objects.working().with_state().filter(condition)
        assert (home in listed) is (name == found.code)
    assert found.code == code
    return found


def test_a_draft_has_no_version():
    assert not seen(InsightFactory(), "draft").has_changes


def test_published_until_something_is_changed():
    home = make_live().working_copy
    assert not seen(home, "published").has_changes
    touch(home.pk)
    assert seen(home, "changed").has_changes


def test_changes_are_dated_by_the_first_of_them():
    home = make_live().working_copy
    touch(home.pk)
    first = Insight.objects.get(pk=home.pk).changed_since
    touch(home.pk)
    assert Insight.objects.get(pk=home.pk).changed_since == first
    publish(home)
    touch(home.pk)
    assert Insight.objects.get(pk=home.pk).changed_since > first


def test_scheduled_until_its_time_comes():
    home = InsightFactory(published_at=None)
    publish(home, at=TOMORROW)
    assert seen(home, "scheduled").starts_at == TOMORROW
    touch(home.pk)
    assert seen(home, "scheduled").has_changes
    with clock.at(TOMORROW):
        seen(home, "changed")


def test_what_was_withdrawn_before_anybody_saw_it_is_a_draft():
    for take_back in (withdraw, unpublish):
        home = InsightFactory(published_at=None)
        publish(home, at=TOMORROW)
        take_back(home)
        assert not seen(home, "draft").has_changes
    touch(home.pk)
    assert keep(home)
    seen(home, "draft")


def test_a_version_that_was_loaded_with_its_row_was_seen_too():
    home = make_live().working_copy
    AuditEntry.objects.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    with clock.at(TOMORROW):
        home.versions.update(visible_until=TOMORROW)
        seen(home, "unpublished")
    unpublish(home)
    seen(home, "unpublished")


def test_a_scheduled_change_is_no_unpublished_change():
    home = make_live().working_copy
    touch(home.pk)
    publish(home, at=TOMORROW)
    found = seen(home, "published")
    assert (found.has_changes, found.starts_at) == (False, TOMORROW)
    withdraw(home)
    assert seen(home, "changed").starts_at is None


def test_taken_down_by_hand_or_by_its_end():
    home = make_live().working_copy
    unpublish(home)
    seen(home, "unpublished")
    other = make_live().working_copy
    set_end(other, TOMORROW)
    assert seen(other, "published").ends_at == TOMORROW
    with clock.at(TOMORROW):
        seen(other, "unpublished")
