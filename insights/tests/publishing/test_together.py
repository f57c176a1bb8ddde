"""Several people and processes at once, on real connections of their own."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from insights.builder.operations import StaleError, edit_section
from insights.content.models import Insight
from insights.publishing import due, signals
from insights.publishing import publish as publish_module
from insights.publishing.duplicate import duplicate
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish
from insights.publishing.restore import restore
from insights.tests.factories import InsightFactory, add_section, make_live
from insights.tests.threads import errors_of

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def test_publishing_saving_and_restoring_end_with_one_live_version_and_nothing_lost():
    home = make_live(sections={"quote": {"quote": "First."}}).working_copy
    add_section(home, "quote", {"quote": "Second."}, uid="second")
    first = home.versions.get()
    saved = []

    def save():
        for number in range(ROUNDS):
            section = home.sections.filter(uid="uid00000").first()
            try:
                edit_section(home.pk, section.uid, {"quote": f"Text {number}."}, revision=section.revision, by=None)
                saved.append(f"Text {number}.")
            except StaleError:
                continue

    raised = errors_of(save, lambda: [publish(home) for _ in range(ROUNDS)], lambda: [restore(first) for _ in range(4)])
    assert raised == []
    assert home.versions.filter(is_live=True).count() == 1
    numbers = sorted(home.versions.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    kept = {section.data["quote"] for row in [home, *home.versions.all()] for section in row.sections.all()}
    assert saved[-1] in kept
    assert all(row.sections.count() in {1, 2} for row in home.versions.all())


def test_two_who_publish_one_after_the_other_both_have_their_version():
    home = make_live().working_copy
    raised = errors_of(*[lambda: publish(home) for _ in range(4)])
    assert raised == []
    assert (home.versions.count(), home.versions.filter(is_live=True).count()) == (5, 1)


def test_duplicates_made_at_once_have_addresses_of_their_own():
    home = InsightFactory(slug="trust")
    assert errors_of(*[lambda: duplicate(home) for _ in range(4)]) == []
    assert Insight.objects.working().values("slug").distinct().count() == 5


def test_what_is_due_happens_once_however_many_look():
    homes = [InsightFactory(published_at=None) for _ in range(5)]
    for home in homes:
        publish(home, at=timezone.now() + timedelta(hours=1))
    Insight.objects.scheduled().update(visible_from=timezone.now())
    heard = []
    signals.published.connect(lambda insight, **_: heard.append(insight.pk), weak=False, dispatch_uid="heard")
    raised = errors_of(*[lambda: [due.flip_due() for _ in range(3)]] * 4)
    signals.published.disconnect(dispatch_uid="heard")
    due.flip_due()
    assert raised == []
    assert sorted(heard) == sorted(home.pk for home in homes)
    assert AuditEntry.objects.filter(action="flip").count() == len(homes)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_two_insights_that_name_each_other_are_published_at_the_same_moment(monkeypatch):
    first, second = (make_live().working_copy for _ in range(2))
    add_section(first, "insight_grid", {"filter": "manual", "insights": [str(second.pk)]})
    add_section(second, "insight_grid", {"filter": "manual", "insights": [str(first.pk)]})
    both, record = threading.Barrier(2, timeout=10), publish_module.record
    monkeypatch.setattr(publish_module, "record", lambda *given, **named: (record(*given, **named), both.wait()))
    assert errors_of(lambda: publish(first), lambda: publish(second)) == []
