"""Making and revoking preview links."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.publishing.links import make_link, revoke, token, usable_link
from insights.publishing.models import Action, AuditEntry
from insights.publishing.publish import publish
from insights.tests.factories import InsightFactory, admin_user

pytestmark = pytest.mark.django_db


def test_a_link_is_remembered_with_who_made_it_for_whom_and_until_when():
    person, home = admin_user(), InsightFactory()
    link = make_link(home, by=person, days=30, label="For Ines")
    assert usable_link(token(link)) == link
    assert link.expires_at - timezone.now() > timedelta(days=29)
    entry = AuditEntry.objects.get(action=Action.LINKED)
    assert (entry.actor, entry.insight_id, entry.details["label"]) == (person, home.pk, "For Ines")
    assert entry.details["link"] == str(link.pk)


def test_a_link_to_a_version_belongs_to_the_insight():
    version = publish(InsightFactory())
    link = make_link(version, version=version)
    assert (link.insight_id, link.version) == (version.home_id, version)
    assert AuditEntry.objects.get(action=Action.LINKED).details["version"] == 1


@pytest.mark.parametrize("days", [0, -1, 92, 99999])
def test_a_link_ends_in_ninety_days_at_most(days):
    with pytest.raises(ValidationError):
        make_link(InsightFactory(), days=days)
    assert not AuditEntry.objects.exists()


def test_revoking_is_done_once_and_remembered_once():
    person = admin_user()
    link = make_link(InsightFactory(), label="For Ines")
    assert revoke(link, by=person)
    assert not revoke(link, by=person)
    assert usable_link(token(link)) is None
    assert AuditEntry.objects.get(action=Action.REVOKED).details["label"] == "For Ines"


def test_the_address_of_a_link_is_the_same_every_time_and_tells_only_its_id():
    link = make_link(InsightFactory(title="Secret"))
    assert token(link) == token(link)
    assert token(link).startswith(link.pk.hex)
