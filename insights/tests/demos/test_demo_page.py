"""The demo page: the same for everybody until it is sent, then one request however often."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from insights.content.demo_links import demo_url
from insights.demos import person, turns
from insights.demos.models import Booking, DemoRequest, DemoSettings, Entry, OutboxMail
from insights.demos.slots import open_slots
from insights.tests.demos.conftest import at, filled, make_desk
from insights.tests.factories import CategoryFactory, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def text(response):
    return response.content.decode()


def test_the_page_holds_nothing_of_whoever_asks_for_it(client):
    response = client.get("/demo/?insight=x&utm_source=%3Cb%3Enews&unknown=zq")
    assert not response.cookies
    assert "csrf" not in text(response)
    assert text(response) == text(Client().get("/demo/"))


def test_a_request_is_stored_with_all_that_was_said_and_where_it_came_from(send):
    topic = CategoryFactory(slug="trust")
    version = make_live(topic)
    url = f"{demo_url(version)}&utm_source=news"
    response = send(url, topics=["trust", "made-up"], message="Two\r\nlines", role="Head of people", is_staff="1")
    [found] = DemoRequest.objects.all()
    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-cache")
    assert response["Location"].startswith(f"/demo/request/{found.pk.hex}.")
    assert (found.name, found.email, found.company) == ("Amara Vasquez", "amara@northlight.example", "Northlight Rail")
    assert (found.state, found.message, found.role) == ("new", "Two\nlines", "Head of people")
    assert (found.insight, found.version, found.campaign) == (version.working_copy, 1, {"utm_source": "news"})
    assert [row.slug for row in found.topics.all()] == ["trust"]
    assert found.consent_at
    assert [entry.kind for entry in found.entries.all()] == [Entry.Kind.RECEIVED]


def test_a_slot_is_booked_with_it(send, slot):
    send(slot=slot)
    [booking] = Booking.objects.all()
    assert booking.ends_at - booking.starts_at == timedelta(minutes=40)
    assert f"{booking.starts_at:%Y-%m-%dT%H:%MZ}" == slot
    assert booking.request.state == DemoRequest.State.BOOKED
    assert slot not in text(Client().get("/demo/"))


def test_sent_twice_it_is_one_request(send, slot):
    addresses = {send(slot=slot)["Location"] for _ in range(3)}
    assert len(addresses) == DemoRequest.objects.count() == Booking.objects.count() == 1
    assert OutboxMail.objects.count() == 2


def test_round_midnight_too_and_after_days_it_is_another(send):
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for moment in (midnight - timedelta(seconds=1), midnight, midnight + timedelta(days=2)):
        with at(moment):
            send()
    assert DemoRequest.objects.count() == 2


def test_what_was_cancelled_can_be_asked_for_again(send, slot, client):
    first = send(slot=slot)["Location"]
    client.post(f"{first}cancel/")
    again = send(slot=slot)["Location"]
    assert again != first
    assert "Your demo is booked." in text(client.get(again))
    assert "This demo is cancelled." in text(client.get(first))


def test_a_slot_that_is_gone_is_said_and_nothing_typed_is_lost(send, slot):
    send(slot=slot)
    response = send(slot=slot, name="Ben <i>Ode", message="Hello\nthere", topics=[])
    html = text(response)
    assert response.status_code == 422
    assert "taken a moment ago" in html
    assert 'aria-describedby="id_slot_error"' in html
    assert 'value="Ben &lt;i&gt;Ode"' in html
    assert "Hello\nthere</textarea>" in html
    assert slot not in html
    assert DemoRequest.objects.count() == 1


def test_times_that_are_not_open_cannot_be_booked(send, noon):
    for wrong in ("2026-11-24T03:00", "2026-11-28T12:00", "2020-01-01T09:00", "2026-11-24T12:01", "9999-12-31T09:00"):
        assert send(slot=f"{wrong}Z").status_code == 422
    make_desk(offer=DemoSettings.Offer.PROPOSALS)
    assert send(slot="2026-11-24T12:00Z").status_code == 422
    assert not DemoRequest.objects.exists()


def test_whoever_proposes_times_names_some(send):
    assert "tell us when it suits you" in text(send(preferred_days=""))
    assert send(preferred_days="", preferred_time="Mornings").status_code == 302


def test_without_open_slots_times_are_proposed(client):
    assert "You pick a time" in text(client.get("/demo/"))
    make_desk(offer=DemoSettings.Offer.PROPOSALS)
    html = text(client.get("/demo/"))
    assert "You pick a time" not in html
    assert 'type="hidden" name="slot" value="propose"' in html
    assert "No time is open" in html


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter your name."),
        ("name", "x" * 5000, "at most 100 characters"),
        ("name", "A\0", "Null characters"),
        ("company", "  ", "Enter the name of your company."),
        ("email", "", "Enter your work e-mail."),
        ("email", "a@localhost", "name@company.com"),
        ("email", "a@x.example,b@y.example", "name@company.com"),
        ("email", "a@" + "x" * 400 + ".example", "name@company.com"),
        *(("email", f'"a{end}Bcc:v"@x.example', "name@company.com") for end in "\n\x0b\x0c\x1c\x1e\x7f"),
        ("email", "a@n\u2028orth\u00adlight.example", "name@company.com"),
        ("company_size", "7", "Select a valid choice"),
        ("company_size", "", "how many people"),
        ("message", "x" * 4001, "at most 4000 characters"),
        ("message", "\0", "Null characters"),
        ("slot", "", "Choose a time."),
        ("slot", "x" * 5000, "at most 20 characters"),
        ("consent", "", "Without your consent"),
    ],
)
def test_errors_stand_at_their_fields_and_at_the_head(send, field, value, words):
    response = send(**{field: value})
    html = text(response)
    assert response.status_code == 422
    assert "<title>Error: Schedule a demo" in html
    assert 'role="alert"' in html
    assert len(re.findall(re.escape(words), html)) == 2
    assert f'id="id_{field}_error"' in html
    assert f'aria-describedby="id_{field}_error"' in html
    assert not DemoRequest.objects.exists()
    assert all(f'id="{target}"' in html for target in re.findall(r'href="#([\w-]+)"', html))


def test_valid_addresses_are_taken(send):
    for number, email in enumerate(("a+b@c.example", "amara@münchen.example", "UPPER@Case.Example")):
        assert send(email=email, name=f"Visitor {number}").status_code == 302, email


def test_a_domain_is_the_same_however_it_is_written_on_any_database(send):
    send(email="Amara@MÜNCHEN.Example")
    assert DemoRequest.objects.get().email == "Amara@münchen.example"
    assert person.of("amara@münchen.EXAMPLE").exists()


def test_what_would_break_a_line_becomes_a_space(send):
    send(name="A\r\nBcc: v@x.example", company="North\u2028light\t Rail")
    [found] = DemoRequest.objects.all()
    assert (found.name, found.company) == ("A Bcc: v@x.example", "North light Rail")
    assert not [mail for mail in OutboxMail.objects.all() if re.search(r"[\r\n\u2028]", mail.subject)]


def test_a_zone_nobody_knows_is_no_mistake(send):
    assert send(time_zone="Mars/Olympus").status_code == 302
    assert DemoRequest.objects.get().time_zone == ""


def test_without_script_times_are_shown_on_another_clock_and_nothing_is_stored(send, noon):
    html = text(send(show="1", time_zone="Asia/Kolkata", name="Amara", email="bad"))
    assert "Times in Asia/Kolkata" in html
    assert "17:30" in html
    assert 'value="bad"' in html
    assert 'role="alert"' not in html
    assert not DemoRequest.objects.exists()


def test_a_form_of_another_site_stores_nothing_and_keeps_the_text(send):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        response = send(headers=headers, message="My own words")
        assert response.status_code == 403
        assert "once more" in text(response)
        assert "My own words" in text(response)
    assert not DemoRequest.objects.exists()


def test_older_browsers_say_less(send, settings):
    for number, headers in enumerate(({}, {"Origin": "http://testserver"}, {"Origin": settings.SITE_URL})):
        assert send(headers=headers, name=f"Visitor {number}").status_code == 302
    assert send(headers={"Origin": "null"}).status_code == 403


def test_what_is_too_much_is_said(client):
    response = client.post("/demo/", filled(message="x" * 2_700_000))
    assert response.status_code == 413
    assert "still there" in text(response)
    assert client.post("/demo/", {f"x{number}": "" for number in range(1200)}).status_code == 413
    assert client.post("/demo/", b"--x", content_type="multipart/form-data; boundary=").status_code == 413


def test_a_busy_database_is_said_and_the_text_is_kept(send):
    with patch("insights.demos.views.receive", side_effect=OperationalError("database is locked")):
        response = send(message="A <b>long</b> text")
    html = text(response)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "A &lt;b&gt;long&lt;/b&gt; text</textarea>" in html
    assert 'name="email" value="amara@northlight.example"' in html


def test_nobody_waits_for_a_database_that_keeps_another_waiting(send, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.turn():
        assert send(message="Kept").status_code == 503
    assert send().status_code == 302


def test_without_a_database_too(send, monkeypatch):
    gone = OperationalError("gone")
    monkeypatch.setattr("insights.demos.views.DemoForm", lambda *_: (_ for _ in ()).throw(gone))
    assert send(message="Kept").status_code == 503


def test_it_answers_four_methods(client):
    for method in ("put", "patch", "delete"):
        refused = getattr(client, method)("/demo/")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, POST")


def test_fresh_slots_alone_are_never_cached(client, noon):
    response = client.get("/demo/slots/?zone=Asia/Kolkata")
    assert "no-store" in response["Cache-Control"]
    assert "17:30" in text(response)
    for zone in ("", "Mars/Olympus", "../etc", "%00", "x" * 5000):
        assert "Times in UTC" in text(client.get(f"/demo/slots/?zone={zone}"))


def test_the_page_is_a_handful_of_queries(client, send, django_assert_max_num_queries):
    for _ in range(3):
        make_live(CategoryFactory())
    with django_assert_max_num_queries(6):
        client.get("/demo/")


def test_storing_is_a_fixed_number_of_statements(send, slot, statements):
    CategoryFactory(slug="trust")
    with statements() as made:
        send(slot=slot, topics=["trust"])
    assert len(made) <= 40, len(made)


def test_the_privacy_page_says_for_how_long(client):
    make_desk(retention_days=90)
    assert "90 days after" in text(client.get("/privacy/"))
    assert 'href="/privacy/"' in text(client.get("/demo/"))


def test_open_slots_are_those_of_the_page(client, desk):
    listed = re.findall(r'name="slot-\w+" value="(\d[^"]+)"', text(client.get("/demo/")))
    assert listed == [slot.value for slot in open_slots(desk)]


def test_each_list_of_slots_has_a_name_so_that_going_back_to_another_chooses_nothing_there(client, desk):
    def offer():
        page = text(client.get("/demo/"))
        return set(re.findall(r'type="radio" name="(slot[^"]*)"', page))

    [name], [same] = offer(), offer()
    chosen = open_slots(desk)[0]
    form = {key: value for key, value in filled().items() if key != "slot"} | {name: chosen.value}
    client.post("/demo/", form, headers={"Sec-Fetch-Site": "same-origin"})
    assert Booking.objects.get().starts_at == chosen.starts_at
    assert (same == name, offer() == {name}) == (True, False)
