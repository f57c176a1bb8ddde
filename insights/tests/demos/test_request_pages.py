"""The pages of one request: for whoever has the link, and while there is something to change."""

from datetime import UTC, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from icalendar import Calendar

from insights.demos import booking, links
from insights.demos.models import Availability, Booking, DemoRequest, DemoSettings, Entry, OutboxMail
from insights.tests.demos.conftest import at, make_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk", "noon")]
FIRST, SECOND = "2026-11-24T12:00Z", "2026-11-25T10:00Z"


@pytest.fixture
def address(send):
    return send(slot=FIRST)["Location"]


def text(response):
    return response.content.decode()


def test_the_page_thanks_and_is_for_no_cache_index_or_referrer(client, address):
    response = client.get(address)
    assert "Thank you, Amara Vasquez. Your demo is booked." in text(response)
    assert "Tuesday, November 24, 2026, 12:00 (Europe/London)" in text(response)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_the_address_says_nothing_of_the_person(address):
    assert not any(word in address.lower() for word in ("amara", "north", "@", "%40"))


def test_only_a_signed_address_opens_it(client, address):
    found = DemoRequest.objects.get()
    token = address.split("/")[3]
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (found.pk, found.pk.hex, f"{found.pk.hex}.", changed, "0" * 32 + token[32:], "x" * 5000, "%00", "%ff"):
        for end in ("", "move/", "cancel/", "demo.ics"):
            assert client.get(f"/demo/request/{wrong}/{end}").status_code == 404, wrong
    DemoRequest.objects.update(erased_at="2026-11-23T00:00Z")
    assert client.get(address).status_code == 404


def test_a_former_key_still_opens_it(client, address, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
    assert client.get(address).status_code == 200


def test_the_calendar_file_is_in_utc_and_names_nobody(client, address):
    response = client.get(f"{address}demo.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "demo.ics" in response["Content-Disposition"]
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.to_ical().count(b"DTSTART:20261124T120000Z") == 1
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=40)
    assert event["uid"].startswith(str(Booking.objects.get().pk))
    assert "attendee" not in event
    assert b"Amara" not in response.content


def test_moving_changes_the_booking_and_frees_the_former_slot(client, address):
    assert "Take this time" in text(client.get(f"{address}move/"))
    response = client.post(f"{address}move/", {"slot": SECOND, "time_zone": "UTC"})
    assert response["Location"] == address
    booking = Booking.objects.get()
    assert (f"{booking.starts_at:%Y-%m-%dT%H:%MZ}", booking.sequence) == (SECOND, 1)
    assert [entry.kind for entry in Entry.objects.order_by("pk")] == ["received", "booked", "moved"]
    assert FIRST in text(client.get("/demo/"))


def test_moving_is_said_with_both_times(client, address):
    client.post(f"{address}move/", {"slot": SECOND})
    html = text(client.get(address))
    assert "Amara Vasquez, your demo has a new time." in html
    assert "is booked." not in html
    assert "Wednesday, November 25, 2026, 10:00 (Europe/London)" in html
    assert "<s>Tuesday, November 24, 2026, 12:00 (Europe/London)</s>" in html
    client.post(f"{address}cancel/")
    assert "Moved from" not in text(client.get(address))


def test_whoever_moves_it_on_another_clock_is_told_by_that(client, address):
    client.post(f"{address}move/", {"slot": SECOND, "time_zone": "Asia/Tokyo"})
    html = text(client.get(address))
    assert "19:00 (Asia/Tokyo)" in html
    assert "21:00 (Asia/Tokyo)" in html
    assert "19:00 (Asia/Tokyo)" in OutboxMail.objects.get(kind="visitor-moved").text


def test_moving_to_where_it_is_changes_nothing(client, address):
    client.post(f"{address}move/", {"slot": FIRST})
    assert Booking.objects.get().sequence == 0
    assert OutboxMail.objects.count() == 2


def test_moving_to_a_slot_that_is_gone_keeps_the_former(client, address, send):
    send(slot=SECOND, email="other@b.example")
    for slot, words in ((SECOND, "taken a moment ago"), ("", "Choose a time."), ("2026-11-24T03:00Z", "taken")):
        response = client.post(f"{address}move/", {"slot": slot})
        assert response.status_code == 422
        assert words in text(response)
        assert "<title>Error: Choose another time" in text(response)
    assert Booking.objects.filter(starts_at="2026-11-24T12:00Z").exists()


def test_moving_shows_another_clock_without_script(client, address):
    response = client.post(f"{address}move/", {"show": "1", "time_zone": "Asia/Kolkata", "slot": SECOND})
    assert response.status_code == 200
    assert "15:30" in text(response)
    assert Booking.objects.get().sequence == 0


def test_looking_cancels_nothing_and_pressing_does_once(client, address):
    assert "Cancel the demo?" in text(client.get(f"{address}cancel/"))
    assert Booking.objects.get().cancelled_at is None
    assert client.post(f"{address}cancel/")["Location"] == address
    assert Booking.objects.get().cancelled_at
    assert DemoRequest.objects.get().state == DemoRequest.State.CONTACTED
    assert FIRST in text(client.get("/demo/"))
    again = client.post(f"{address}cancel/")
    assert again.status_code == 410
    assert "This demo is cancelled." in text(again)
    assert Entry.objects.filter(kind=Entry.Kind.CANCELLED).count() == 1


def test_a_link_is_dead_once_the_demo_has_begun(client, address, noon):
    with at(noon + timedelta(days=1, minutes=1)):
        for end in ("move/", "cancel/"):
            for response in (client.get(address + end), client.post(address + end, {"slot": SECOND})):
                assert response.status_code == 410
                assert "This demo is over." in text(response)
    assert Booking.objects.get().cancelled_at is None


def test_whoever_proposed_times_may_take_an_open_one(client, send):
    address = send()["Location"]
    assert "We have your request." in text(client.get(address))
    assert client.get(f"{address}demo.ics").status_code == 404
    assert client.get(f"{address}cancel/").status_code == 410
    client.post(f"{address}move/", {"slot": SECOND})
    assert DemoRequest.objects.get().state == DemoRequest.State.BOOKED
    assert "Your demo is booked." in text(client.get(address))


def test_a_request_that_the_team_has_closed_is_not_booked(client, send):
    address = send()["Location"]
    for state in ("held", "won", "lost", "spam"):
        DemoRequest.objects.update(state=state)
        assert client.post(f"{address}move/", {"slot": SECOND}).status_code == 410


def test_where_no_time_is_open_nobody_is_asked_for_what_cannot_be_said_there(client, address):
    make_desk(offer=DemoSettings.Offer.PROPOSALS)
    html = text(client.get(f"{address}move/"))
    assert "Tell us what suits you" not in html
    assert "Answer our mail" in html


def test_an_hour_that_comes_twice_is_named(client, send):
    make_desk(time_zone="America/New_York", notice_hours=0)
    Availability.objects.create(weekday=6, starts=time(0), ends=time(3))
    with at(datetime(2026, 10, 31, 12, tzinfo=UTC)):
        address = send(slot="2026-11-01T06:00Z", time_zone="America/New_York")["Location"]
        html = text(client.get(address))
    assert "November 1, 2026, 01:00 EST (America/New York)" in html
    assert "01:00 EST (America/New York)" in OutboxMail.objects.get(kind="visitor-booked").text


def test_a_demo_that_is_still_to_come_is_not_said_to_be_over(client, address):
    DemoRequest.objects.update(state="won")
    html = text(client.get(f"{address}move/"))
    assert "Your demo is booked." in html
    assert "answer the confirmation." in html
    assert "move/" not in html
    assert "cancel/" not in html
    assert client.get(f"{address}demo.ics").status_code == 200


def test_a_busy_database_is_said(client, address):
    with patch("insights.demos.booking.cancel", side_effect=OperationalError("locked")):
        response = client.post(f"{address}cancel/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "Nothing was changed." in text(response)


def test_links_in_mail_are_the_site_s(client, address, settings):
    found = DemoRequest.objects.get()
    client.post(f"{address}move/", {"slot": SECOND}, headers={"X-Forwarded-Host": "evil.example"})
    assert links.url("demo_request", found.pk) == settings.SITE_URL + address
    assert not OutboxMail.objects.filter(text__contains="evil.example").exists()


def test_nobody_is_flooded_with_mails_by_moving_to_and_fro(client, address):
    for number in range(20):
        client.post(f"{address}move/", {"slot": (SECOND, FIRST)[number % 2]})
    assert Booking.objects.get().sequence == booking.MOVES
    assert OutboxMail.objects.filter(kind="visitor-moved").count() == booking.MOVES
    answer = client.get(f"{address}move/")
    assert answer.status_code == 410
    assert "It was moved many times." in text(answer)
    assert "move/" not in text(client.get(f"{address}cancel/"))
    assert client.post(f"{address}cancel/").status_code == 302


def test_what_looks_like_spam_takes_no_time(client, send):
    address = send()["Location"]
    DemoRequest.objects.update(reasons=["links"])
    assert client.get(f"{address}move/").status_code == 410
    assert client.post(f"{address}move/", {"slot": FIRST}).status_code == 410
    assert not Booking.objects.exists()


def test_what_the_team_booked_for_it_can_be_moved(client, send, noon):
    address = send()["Location"]
    DemoRequest.objects.update(reasons=["links"])
    booking.arrange(DemoRequest.objects.get(), noon + timedelta(days=3), None)
    assert client.post(f"{address}move/", {"slot": FIRST}).status_code == 302
