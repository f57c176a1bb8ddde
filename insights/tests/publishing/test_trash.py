"""Deleting an insight, for thirty days."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing import trash
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import InsightFactory, add_section, make_live

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def home():
    found = make_live(slug="trust", sections={"quote": None}).working_copy
    unpublish(found)
    return found


def a_month_passes():
    Insight.objects.trashed().update(deleted_at=timezone.now() - trash.KEPT - timedelta(seconds=1))


def test_what_readers_see_or_will_see_stays():
    live = make_live()
    waiting = publish(InsightFactory(), at=TOMORROW)
    for version in (live, waiting):
        with pytest.raises(ValidationError, match="Unpublish"):
            trash.delete(version.working_copy)
    assert not Insight.objects.trashed().exists()


def test_it_comes_back_with_all_it_had(home):
    trash.delete(home)
    assert home not in Insight.objects.working()
    assert trash.recover(home).slug == "trust"
    assert home in Insight.objects.working()
    assert (home.versions.count(), home.sections.count()) == (1, 1)


def test_its_address_is_free_meanwhile(home):
    trash.delete(home)
    make_live(slug="trust")
    assert trash.recover(home).slug == "trust-2"


def test_after_a_month_it_is_gone_with_its_versions(home):
    other = InsightFactory()
    add_section(other, "insight_grid", {"filter": "manual", "insights": [str(home.pk)]})
    trash.delete(home)
    assert trash.purge() == 0
    a_month_passes()
    assert trash.purge() == 1
    assert list(Insight.objects.all()) == [other]
    assert list(AuditEntry.objects.values_list("action", flat=True))[:2] == ["purge", "delete"]


def test_only_what_was_deleted_can_be_recovered(home):
    with pytest.raises(Insight.DoesNotExist):
        trash.recover(home)
    trash.delete(home)
    with pytest.raises(Insight.DoesNotExist):
        trash.delete(home)
