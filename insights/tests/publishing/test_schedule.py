"""A version that waits for its time, beside the one that readers see."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.content import clock
from insights.content.models import Category, Insight
from insights.publishing.changes import touch
from insights.publishing.due import flip_due
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish, set_end, unpublish, withdraw
from insights.tests.factories import CategoryFactory, InsightFactory, make_live

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TOMORROW, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)
SECOND = timedelta(seconds=1)


def seen(moment):
    """What readers find at a moment, by title."""
    with clock.at(moment):
        return [insight.title for insight in Insight.objects.listed()]


def renamed(home, title):
    Insight.objects.filter(pk=home.pk).update(title=title)
    touch(home.pk)


def test_a_first_publish_is_seen_from_its_second_on():
    home = InsightFactory(title="Trust", published_at=None)
    version = publish(home, at=TOMORROW)
    assert (seen(TOMORROW - SECOND), seen(TOMORROW)) == ([], ["Trust"])
    assert version.published_at == TOMORROW


def test_a_change_takes_over_at_its_second():
    home = make_live(title="Old").working_copy
    renamed(home, "New")
    publish(home, at=TOMORROW)
    assert (seen(timezone.now()), seen(TOMORROW - SECOND), seen(TOMORROW)) == (["Old"], ["Old"], ["New"])


def test_an_end_date_is_the_first_second_without_it():
    home = make_live(title="Trust").working_copy
    set_end(home, TOMORROW)
    assert (seen(TOMORROW - SECOND), seen(TOMORROW)) == (["Trust"], [])
    set_end(home, None)
    assert seen(LATER) == ["Trust"]


def test_the_end_date_stays_with_the_next_publish():
    home = make_live(title="Trust").working_copy
    set_end(home, LATER)
    publish(home)
    publish(home, at=TOMORROW)
    assert (seen(TOMORROW), seen(LATER)) == (["Trust"], [])


def test_the_end_of_what_is_seen_takes_nothing_from_what_follows_later():
    home = make_live(title="Old").working_copy
    set_end(home, TOMORROW)
    Insight.objects.filter(pk=home.pk).update(expires_at=None, title="New")
    publish(home, at=LATER)
    assert (seen(TOMORROW - SECOND), seen(TOMORROW), seen(LATER)) == (["Old"], [], ["New"])
    Insight.objects.filter(is_live=True).update(visible_until=timezone.now())
    assert flip_due() == 1
    assert (seen(timezone.now()), seen(LATER)) == ([], ["New"])


def test_an_end_is_the_end_of_both():
    home = make_live(title="Old").working_copy
    set_end(home, TOMORROW)
    Insight.objects.filter(pk=home.pk).update(expires_at=None, title="New")
    publish(home, at=LATER)
    set_end(home, LATER + SECOND)
    assert (seen(TOMORROW), seen(LATER), seen(LATER + SECOND)) == (["Old"], ["New"], [])


def test_the_end_of_what_was_scheduled_goes_with_it():
    home = make_live(title="Old").working_copy
    Insight.objects.filter(pk=home.pk).update(expires_at=LATER)
    publish(home, at=TOMORROW)
    withdraw(home)
    home.refresh_from_db()
    assert (home.expires_at, seen(LATER)) == (None, ["Old"])


def test_topics_count_what_is_seen_then():
    topic = CategoryFactory()
    home = InsightFactory(title="Trust", published_at=None)
    home.file_under([topic])
    publish(home, at=TOMORROW)
    set_end(home, LATER)
    for moment, count in ((NOW, 0), (TOMORROW, 1), (LATER, 0)):
        with clock.at(moment):
            assert sum(found.count for found in Category.objects.topics()) == count
            assert Insight.objects.placed_in(topic).count() == count


def test_a_date_to_come_schedules_a_publish():
    version = publish(InsightFactory(published_at=TOMORROW))
    assert (version.is_live, version.visible_from) == (False, TOMORROW)


def test_an_insight_is_never_dated_after_it_was_seen():
    home = InsightFactory(published_at=LATER)
    assert publish(home, at=TOMORROW).published_at == TOMORROW


def test_publishing_again_replaces_what_was_scheduled():
    home = make_live(title="Old").working_copy
    renamed(home, "Scheduled")
    publish(home, at=TOMORROW)
    renamed(home, "New")
    publish(home, at=LATER)
    assert (seen(TOMORROW), seen(LATER)) == (["Old"], ["New"])
    publish(home)
    assert seen(timezone.now()) == seen(LATER) == ["New"]
    assert Insight.objects.staged().count() == 1


def test_a_withdrawn_version_stays_in_the_history():
    home = make_live(title="Old").working_copy
    publish(home, at=TOMORROW)
    assert withdraw(home)
    assert not withdraw(home)
    assert seen(LATER) == ["Old"]
    assert home.versions.count() == 2


def test_unpublishing_takes_down_what_is_scheduled_too():
    home = make_live(title="Old").working_copy
    publish(home, at=TOMORROW)
    assert unpublish(home)
    assert seen(timezone.now()) == seen(LATER) == []


def test_two_insights_never_wait_for_one_address():
    waiting = InsightFactory(slug="trust")
    publish(waiting, at=TOMORROW)
    Insight.objects.filter(pk=waiting.pk).update(slug="moved")
    other = InsightFactory(slug="trust")
    for moment in (None, LATER):
        with pytest.raises(ValidationError, match="trust"):
            publish(other, at=moment)


def test_an_end_before_the_start_is_refused():
    home = InsightFactory()
    set_end(home, TOMORROW)
    with pytest.raises(ValidationError, match="before the start"):
        publish(home, at=LATER)
    with pytest.raises(ValidationError, match="has passed"):
        set_end(home, NOW - SECOND)
    publish(home, at=TOMORROW - SECOND)
    with pytest.raises(ValidationError, match="before the start"):
        set_end(home, TOMORROW - 2 * SECOND)


def test_the_trail_tells_who_did_it():
    home = make_live().working_copy
    publish(home, at=TOMORROW, note="New prices")
    set_end(home, LATER)
    withdraw(home)
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["publish", "schedule", "expiry", "withdraw"]
    assert AuditEntry.objects.get(action="schedule").details["note"] == "New prices"


@pytest.mark.parametrize("count", [0, 50])
def test_it_costs_as_much_as_publishing(count, statements):
    from insights.tests.factories import add_section

    home = make_live(CategoryFactory()).working_copy
    for _ in range(count):
        add_section(home, "image")
    with statements() as made:
        publish(home, at=TOMORROW)
    assert len(made) <= 12
