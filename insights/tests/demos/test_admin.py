"""What the team sets, and its view of the outbox."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from insights.demos.erasing import erase
from insights.demos.models import Availability, DemoRequest, DemoSettings, OutboxMail
from insights.tests.factories import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
SETTINGS = reverse("admin:insights_demosettings_change", args=[1])
OUTBOX = reverse("admin:insights_outboxmail_changelist")
FILLED = {
    "offer": "slots", "time_zone": "Europe/Berlin", "slot_minutes": 30, "buffer_minutes": 0, "notice_hours": 2,
    "horizon_days": 10, "team_email": "", "digest_limit": 5, "reminders": "on", "retention_days": 90,
    "webhook_url": "", "webhook_secret": "",
}  # fmt: skip


@pytest.fixture
def lead(client):
    client.force_login(member("Administrator"))
    return client


def test_an_administrator_sets_how_demos_are_booked(lead):
    assert lead.get(reverse("admin:insights_demosettings_changelist"))["Location"] == SETTINGS
    assert lead.post(SETTINGS, FILLED).status_code == 302
    assert (DemoSettings.current().zone.key, DemoSettings.current().slot_minutes) == ("Europe/Berlin", 30)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slot_minutes", 0),
        ("slot_minutes", 10**30),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "\0"),
        ("horizon_days", 9999),
        ("webhook_url", "http://crm.example/in"),
        ("webhook_url", "https://me:secret@crm.example/in"),
        ("webhook_url", "https://[::1"),
    ],
)
def test_what_cannot_be_is_refused(lead, field, value):
    assert lead.post(SETTINGS, FILLED | {field: value}).status_code == 200
    assert DemoSettings.current().retention_days == 730


def test_the_secret_is_kept_and_never_shown(lead):
    lead.post(SETTINGS, FILLED | {"webhook_secret": "hush-hush"})
    lead.post(SETTINGS, FILLED)
    assert DemoSettings.current().webhook_secret == "hush-hush"
    assert "hush-hush" not in lead.get(SETTINGS).content.decode()


def test_hours_end_after_they_begin(lead):
    url = reverse("admin:insights_availability_add")
    response = lead.post(url, {"weekday": 6, "starts": "12:00", "ends": "12:00"})
    assert "does not lie after" in response.content.decode()
    assert lead.post(url, {"weekday": 6, "starts": "12:00", "ends": "13:00"}).status_code == 302
    assert Availability.objects.filter(weekday=6).count() == 1


def test_what_has_failed_is_seen_and_sent_again(lead, send):
    send()
    OutboxMail.objects.update(state="failed", attempts=20, last_error="550 no such user")
    assert "550 no such user" in lead.get(OUTBOX).content.decode()
    chosen = OutboxMail.objects.values_list("pk", flat=True)
    lead.post(OUTBOX, {"action": "send_again", "_selected_action": list(chosen)})
    assert set(OutboxMail.objects.values_list("state", "attempts")) == {("waiting", 0)}


def test_a_mail_s_page_leads_to_its_request_and_sends_again_only_what_has_failed(lead, send):
    send()
    mail = OutboxMail.objects.first()
    url = reverse("admin:insights_outboxmail_change", args=[mail.pk])
    html = lead.get(url).content.decode()
    assert str(mail.request_id) in html
    assert "Send again" not in html
    assert "_continue" not in html
    OutboxMail.objects.update(state="failed", attempts=20)
    assert "Send again" in lead.get(url).content.decode()
    assert lead.post(url, {}).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 0)


def test_a_mail_that_was_emptied_with_its_person_has_a_heading_and_cannot_be_sent_again(lead, send):
    send()
    OutboxMail.objects.update(state="failed")
    erase(DemoRequest.objects.values_list("pk", flat=True))
    mail = OutboxMail.objects.first()
    html = lead.get(reverse("admin:insights_outboxmail_change", args=[mail.pk])).content.decode()
    assert '<h1 class="flow__title">–</h1>' in html
    assert "Send again" not in html


@pytest.mark.parametrize(("reader", "count"), [("team", 1), ("visitors", 1), ("x", 2)])
def test_mails_are_narrowed_by_who_reads_them(lead, send, reader, count):
    send()
    assert OutboxMail.objects.count() == 2
    assert lead.get(OUTBOX, {"for": reader}).context["cl"].result_count == count


def test_what_was_emptied_is_sent_to_nobody(lead):
    OutboxMail.objects.create(key="x", kind="test", to="", subject="", text="", state="failed")
    chosen = OutboxMail.objects.values_list("pk", flat=True)
    lead.post(OUTBOX, {"action": "send_again", "_selected_action": list(chosen)})
    assert OutboxMail.objects.get().state == "failed"


def test_a_subject_is_in_no_log_that_erasing_does_not_reach(lead):
    mail = OutboxMail.objects.create(key="x", kind="test", to="v@x.example", subject="Amara Vasquez", text="x")
    lead.post(reverse("admin:insights_outboxmail_change", args=[mail.pk]), {})
    assert not LogEntry.objects.exists()


def test_days_without_demos_on_which_some_are_booked_are_told(noon, lead, send):
    send(slot="2026-11-24T12:00Z")
    url = reverse("admin:insights_blackout_add")
    for first, last, told in (("2026-11-25", "2026-11-27", False), ("2026-11-23", "2026-11-24", True)):
        answer = lead.post(url, {"first_day": first, "last_day": last, "reason": ""}, follow=True)
        assert ("One demo is booked on these days." in answer.content.decode()) is told


def test_a_fresh_site_has_hours(db):
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    Availability.objects.all().delete()
    for _ in range(2):
        import_module("insights.migrations.0015_demos").open_the_desk(apps, type("", (), {"connection": connection}))
    assert Availability.objects.count() == 10


def test_saving_what_can_only_be_read_writes_nothing_over_what_the_sender_says(lead, statements):
    mail = OutboxMail.objects.create(key="x", kind="test", to="v@x.example", subject="Hello", text="x")
    with statements() as made:
        assert lead.post(reverse("admin:insights_outboxmail_change", args=[mail.pk]), {}).status_code == 302
    assert not [one for one in made if str(one).startswith('UPDATE "insights_outboxmail"')]
