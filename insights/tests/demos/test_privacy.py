"""People in demo requests: kept for as long as was promised, handed out and erased when they ask, in nothing else."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.urls import reverse

from insights.demos import person, retention, views
from insights.demos.booking import choose
from insights.demos.changes import change
from insights.demos.counts import DailySalt, InsightDay, RateCount
from insights.demos.erasing import erase
from insights.demos.models import DemoRequest, Entry, OutboxMail, WebhookDelivery
from insights.demos.retention import erase_due
from insights.demos.slots import open_slots
from insights.demos.webhooks import try_again
from insights.documents.fixture import dump
from insights.publishing.models import AuditEntry
from insights.tests.demos.conftest import NOON, at, filled, make_desk
from insights.tests.factories import CategoryFactory, admin_user, make_live, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
SECRETS = ("Zelda", "zelda@secret", "Hyrule", "Princess", "Ganon", "Wednesdays", "afternoons", "Europe/London", "zq77")
PAGE = "/admin/insights/demorequest/person/"


@pytest.fixture
def zelda(client, send):
    """Who has booked, was called, written to and talked about."""
    desk = make_desk(webhook_url="https://crm.example/", webhook_secret="x")
    version = make_live(CategoryFactory(slug="trust"))
    url = f"/demo/?insight={version.slug}&utm_source=news&utm_content=zq77"
    values = {"email": "Zelda@secret.example", "company": "Hyrule", "role": "Princess", "message": "Ganon"}
    values |= {"preferred_days": "Wednesdays", "preferred_time": "afternoons", "topics": ["trust"]}
    assert send(url, name="Zelda", **values).status_code == 302
    [found] = DemoRequest.objects.all()
    choose(found, open_slots(desk)[0].starts_at)
    change([found.pk], by=admin_user(), note="Zelda is nice", next_step="Call Zelda", state="won")
    OutboxMail.objects.filter(kind="team-new").update(state="sent", last_error="refused zelda@secret.example")
    WebhookDelivery.objects.filter(event="request.state").update(state="failed", last_error="no Zelda")
    return found


def everything():
    """Every value of every row that demos know."""
    rows = [row for model in (DemoRequest, Entry, OutboxMail, WebhookDelivery) for row in model.objects.all()]
    fields = [(row, field) for row in rows for field in row._meta.concrete_fields]
    return " ".join(f"{field.value_from_object(row)!r}" for row, field in fields)


def test_erasing_leaves_no_word_and_all_numbers(zelda):
    before = everything()
    assert [word for word in SECRETS if word not in before] == []
    assert erase([zelda.pk], admin_user()) == 1
    after = everything().lower()
    assert [word for word in SECRETS if word.lower() in after] == []
    zelda.refresh_from_db()
    assert (zelda.state, zelda.company_size, zelda.campaign) == ("won", "100-499", {"utm_source": "news"})
    assert zelda.insight
    assert [topic.slug for topic in zelda.topics.all()] == ["trust"]
    assert zelda.standing() is None
    assert {row.state for row in OutboxMail.objects.all()} == {"sent"}
    assert zelda.entries.first().kind == Entry.Kind.ERASED
    assert AuditEntry.objects.latest("pk").details == {"of": "demo requests", "count": 1}
    assert erase([zelda.pk]) == 0


def test_the_customer_system_is_told_to_forget_too_and_never_told_again_what_was_emptied(zelda):
    erase([zelda.pk])
    [call] = WebhookDelivery.objects.filter(state="waiting")
    assert (call.event, call.payload["request"]["id"]) == ("request.erased", str(zelda.pk))
    assert not [word for word in SECRETS if word in str(call.payload)]
    assert try_again(WebhookDelivery.objects.values_list("pk", flat=True)) == 1
    assert WebhookDelivery.objects.filter(state="failed", payload={}).exists()


def test_a_link_to_an_erased_request_leads_nowhere(zelda, client, send):
    address = send(name="Zelda", email="other@secret.example")["Location"]
    erase(DemoRequest.objects.values_list("pk", flat=True))
    assert client.get(address).status_code == 404


def test_what_is_sent_again_after_erasing_is_a_new_request(send):
    send()
    erase(DemoRequest.objects.values_list("pk", flat=True))
    send()
    assert DemoRequest.objects.filter(erased_at=None).count() == 1
    assert DemoRequest.objects.count() == 2


def test_after_the_promised_time_people_go_but_not_before_their_demo(zelda, send, statements):
    make_desk(retention_days=10)
    send(name="Late")
    old = retention.timezone.now() - timedelta(days=11)
    DemoRequest.objects.filter(pk=zelda.pk).update(changed_at=old)
    assert erase_due() == 0  # the demo is still to come
    zelda.bookings.update(starts_at=old, ends_at=old + timedelta(hours=1))
    assert erase_due() == 1
    assert list(DemoRequest.objects.filter(erased_at=None).values_list("name", flat=True)) == ["Late"]
    with statements() as made:
        call_command("erase_demos", verbosity=0)
    assert len(made) == 4


def test_the_cost_of_erasing_does_not_grow_with_the_people(statements):
    def cost(count):
        rows = [DemoRequest.objects.create(key=f"{count} {number}", name="A") for number in range(count)]
        for row in rows:
            Entry.objects.create(request=row, kind="note", text="B")
        with statements() as made:
            assert erase([row.pk for row in rows]) == count
        return len(made)

    assert cost(2) == cost(20) <= 12


def test_salts_and_counters_go_too(noon, monkeypatch):
    for days in range(5):
        DailySalt.objects.create(day=(noon - timedelta(days=days)).date(), salt="x")
        RateCount.objects.create(bucket="x", window=noon - timedelta(days=days))
    monkeypatch.setattr(retention, "_done", set())
    assert retention.once_a_day() == 0
    assert (DailySalt.objects.count(), RateCount.objects.count()) == (3, 2)


def test_each_process_looks_once_a_day(noon, monkeypatch, statements):
    monkeypatch.setattr(retention, "_done", set())
    retention.once_a_day()
    with statements() as made:
        retention.once_a_day()
    assert made == []
    with at(NOON + timedelta(days=1)), statements() as made:
        retention.once_a_day()
    assert made


def test_a_person_s_data_is_all_of_it(zelda, statements):
    with statements() as made:
        found = json.loads(person.told(" zelda@SECRET.example "))
    assert len(made) == 7
    [request] = found["requests"]
    assert (request["name"], request["message"], request["topics"]) == ("Zelda", "Ganon", [zelda.topics.get().name])
    assert "Zelda is nice" in [entry["text"] for entry in request["entries"]]
    assert len(request["mails"]) == OutboxMail.objects.count()
    assert request["webhooks"][0]["payload"]
    assert request["bookings"][0]["starts_at"]
    assert json.loads(person.told("nobody@x.example"))["requests"] == []


def test_the_command_writes_a_file_for_its_owner_only_or_erases(zelda, tmp_path, capsys):
    path = tmp_path / "zelda.json"
    call_command("person_data", "zelda@secret.example", export=path)
    assert "Ganon" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("person_data", "zelda@secret.example", export=path)
    call_command("person_data", "zelda@secret.example", "--erase")
    assert "Erased: 1" in capsys.readouterr().out
    assert json.loads(person.told(""))["requests"] == []


def test_the_admin_finds_hands_out_and_erases_what_is_confirmed(editor, zelda):
    assert "Hyrule" not in editor.get(PAGE).content.decode()
    found = editor.post(PAGE, {"email": "zelda@secret.example", "find": "1"})
    assert "Hyrule" in found.content.decode()
    file = editor.post(PAGE, {"email": "zelda@secret.example", "export": "1"})
    assert (file["Content-Type"], json.loads(file.content)["requests"][0]["name"]) == (
        "application/json; charset=utf-8", "Zelda",
    )  # fmt: skip
    assert "no-store" in file["Cache-Control"]
    refused = editor.post(PAGE, {"email": "zelda@secret.example", "erase": "1"})
    assert refused.status_code == 422
    assert "Confirm it first" in refused.content.decode()
    assert editor.post(PAGE, {"email": "zelda@secret.example", "erase": "1", "sure": "on"}).status_code == 302
    assert "0 requests are kept" in editor.post(PAGE, {"email": "zelda@secret.example", "find": "1"}).content.decode()
    assert DemoRequest.objects.get().erased_at
    assert "zelda" not in repr(list(AuditEntry.objects.values_list("details", "title"))).lower()


@pytest.mark.parametrize("email", ["", "x", "a\0@b.example", "é" * 5000])
def test_what_is_no_address_is_said(editor, email):
    assert editor.post(PAGE, {"email": email, "erase": "1", "sure": "on"}).status_code == 422


def test_seeing_requests_is_not_enough(client, zelda):
    client.force_login(member("Editor"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"email": zelda.email, "erase": "1", "sure": "on"}).status_code == 403
    assert Client().post(PAGE, {"email": zelda.email}).status_code == 302


# Nowhere else


def test_no_export_and_no_fixture_knows_people(zelda, tmp_path):
    InsightDay.objects.create(insight=zelda.insight, day=NOON.date(), views=7)
    call_command("export_insights", str(tmp_path), verbosity=0)
    texts = [path.read_text() for path in tmp_path.iterdir()] + [dump()]
    assert len(texts) == 2
    assert [word for word in SECRETS for text in texts if word in text] == []


def test_pages_that_others_get_too_know_nobody(zelda, client):
    for path in (
        "/",
        "/insights/",
        "/demo/",
        "/demo/slots/",
        "/privacy/",
        "/sitemap.xml",
        zelda.insight.versions.get().url,
    ):
        assert [word for word in SECRETS[:6] if word in client.get(path).content.decode()] == [], path


def test_logs_and_error_mails_know_nobody_and_no_link(settings, caplog, monkeypatch, send):
    settings.ADMINS = [("Chief", "chief@example.com")]
    address = send(name="Zelda", email="zelda@secret.example", message="Ganon")["Location"]
    client = Client(raise_request_exception=False, REMOTE_ADDR="192.0.2.99")
    for name in ("receive", "source"):
        monkeypatch.setattr(views, name, lambda *args, **kwargs: 1 / 0)
        assert client.post("/demo/?utm_content=zq77", filled(name="Zelda", message="Ganon")).status_code == 500
    monkeypatch.setattr("insights.demos.booking.may_book", lambda found: 1 / 0)
    assert client.post(f"{address}move/", {"slot": "Zelda"}).status_code == 500
    assert len(mail.outbox) == 3
    told = " ".join(f"{one.subject} {one.body}" for one in mail.outbox)
    assert "ZeroDivisionError" in told
    assert "[token]" in told
    assert [word for word in (*SECRETS, "192.0.2.99", address) if word in told + caplog.text] == []


def test_addresses_in_the_admin_name_nobody(zelda):
    assert isinstance(DemoRequest._meta.pk, models.UUIDField)
    assert "secret" not in reverse("admin:insights_demorequest_change", args=[zelda.pk])
