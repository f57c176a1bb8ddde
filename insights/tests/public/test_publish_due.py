"""`manage.py publish_due`: what is due is done once, however often it runs."""

import io
import threading
from datetime import timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from insights.content.models import Insight, SiteProfile
from insights.publishing import trash
from insights.publishing.models import Action, AuditEntry
from insights.publishing.publish import publish, set_end
from insights.tests.factories import InsightFactory, make_live

pytestmark = pytest.mark.django_db


def run():
    out = io.StringIO()
    call_command("publish_due", stdout=out)
    return out.getvalue()


def make_due(home, slug="moved"):
    """A change of address whose time came a day ago: no scheduler has run since."""
    home.slug = slug
    home.save(update_fields=["slug"])
    version = publish(home, at=timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(days=1)
    home.versions.filter(is_live=True).update(visible_until=past)
    Insight.objects.filter(pk=version.pk).update(visible_from=past)
    return version


def test_with_nothing_due_it_says_so():
    make_live()
    assert run() == "Nothing was due.\n"


def test_what_was_due_for_a_day_is_done_at_the_first_run_and_not_again():
    version = make_due(make_live(slug="one").working_copy)
    assert "Went live or ended as scheduled: 1" in run()
    version.refresh_from_db()
    assert version.is_live
    assert Redirect.objects.get().new_path == version.url
    assert run() == "Nothing was due.\n"
    assert AuditEntry.objects.filter(action=Action.WENT_LIVE).count() == 1


def test_what_has_ended_is_taken_down():
    live = make_live()
    set_end(live.working_copy, timezone.now() + timedelta(hours=1))
    live.working_copy.versions.update(visible_until=timezone.now())
    run()
    live.refresh_from_db()
    assert not live.is_live
    assert AuditEntry.objects.filter(action=Action.ENDED).count() == 1


def test_the_trash_of_thirty_days_ago_is_emptied():
    kept, gone = InsightFactory(), InsightFactory()
    for home, days in ((kept, 29), (gone, 31)):
        trash.delete(home)
        Insight.objects.filter(pk=home.pk).update(deleted_at=timezone.now() - timedelta(days=days))
    assert "Deleted for good: 1" in run()
    assert Insight.objects.get() == kept


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_it_once():
    SiteProfile.objects.get_or_create(pk=1)
    for number in range(6):
        make_due(make_live(slug=f"one-{number}").working_copy, f"moved-{number}")
    barrier, said = threading.Barrier(2), []

    def work():
        try:
            barrier.wait(10)
            said.append(run())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(said) == 2
    assert AuditEntry.objects.filter(action=Action.WENT_LIVE).count() == 6
    assert Insight.objects.filter(is_live=True, slug__startswith="moved-").count() == 6
    assert Redirect.objects.count() == 6
