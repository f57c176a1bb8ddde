"""What has come due is done once, by whoever comes first."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing import due, signals
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish, set_end
from insights.tests.factories import InsightFactory, make_live

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def told():
    """What listeners were told."""
    heard = []

    def listen(signal, sender, insight, **facts):
        heard.append({key: facts[key] for key in ("before", "after") if key in facts})

    signals.switched.connect(listen, dispatch_uid="told")
    yield heard
    signals.switched.disconnect(dispatch_uid="told")


def a_day_passes():
    """Everything that was planned for tomorrow is due."""
    for name in ("visible_from", "visible_until"):
        for row in Insight.objects.exclude(**{name: None}):
            setattr(row, name, getattr(row, name) - timedelta(days=1))
            row.save(update_fields=[name])


def test_a_scheduled_version_becomes_the_live_one(told):
    first = make_live(slug="old")
    home = first.working_copy
    Insight.objects.filter(pk=home.pk).update(slug="new")
    second = publish(home, at=TOMORROW)
    a_day_passes()
    told.clear()
    assert (due.flip_due(), due.flip_due()) == (1, 0)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_live, first.visible_from, second.is_live) == (False, None, True)
    assert told == [{"before": "old", "after": "new"}]


def test_what_has_ended_is_taken_down(told):
    version = make_live(slug="trust")
    set_end(version, TOMORROW)
    a_day_passes()
    told.clear()
    assert due.flip_due() == 1
    assert not Insight.objects.staged().exists()
    assert told == [{"before": "trust", "after": ""}]
    assert AuditEntry.objects.first().action == "end"


def test_what_started_and_ended_meanwhile_was_there(told):
    home = InsightFactory(slug="trust", published_at=None)
    publish(home, at=TOMORROW)
    set_end(home, TOMORROW + timedelta(hours=1))
    a_day_passes()
    Insight.objects.staged().update(visible_until=timezone.now() - timedelta(seconds=1))
    while due.flip_due():
        pass
    assert told == [{"before": "", "after": "trust"}, {"before": "trust", "after": ""}]


def test_nothing_that_is_over_comes_back_by_a_new_end():
    home = InsightFactory(published_at=None)
    publish(home, at=TOMORROW)
    set_end(home, TOMORROW + timedelta(hours=1))
    Insight.objects.staged().update(
        visible_from=timezone.now() - timedelta(hours=2), visible_until=timezone.now() - timedelta(hours=1)
    )
    set_end(home, TOMORROW)
    assert not Insight.objects.staged().exists()


def test_nothing_is_due_before_its_time():
    publish(make_live().working_copy, at=TOMORROW)
    assert due.flip_due() == 0


def test_editing_goes_on_from_what_is_due(told):
    home = make_live(slug="old").working_copy
    publish(home, at=TOMORROW)
    a_day_passes()
    third = publish(home)
    assert list(Insight.objects.staged()) == [third]
    assert third.number == 3


def test_a_reader_never_feels_that_it_failed(caplog, monkeypatch):
    monkeypatch.setattr(due, "_last_look", -100.0)
    with patch.object(due, "flip_due", side_effect=DatabaseError("locked")) as flip:
        due.flip_soon()
        due.flip_soon()
    assert flip.call_count == 1
    assert "tried again" in caplog.text
