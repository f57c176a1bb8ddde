"""Many visitors at the same moment, on real connections of their own."""

import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from insights.demos import booking, mails
from insights.demos.booking import SlotTakenError, choose
from insights.demos.changes import change
from insights.demos.due_mails import write_due
from insights.demos.erasing import erase
from insights.demos.models import Booking, DemoRequest, OutboxMail
from insights.demos.slots import open_slots
from insights.tests.demos.conftest import filled, make_desk
from insights.tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20


def press(form):
    """Send it, and again when the page says that the site is busy."""
    answers = (Client().post("/demo/", form) for _ in range(5))
    return next(answer for answer in answers if answer.status_code != 503)


def test_twenty_who_book_one_slot_are_one_who_has_it():
    slot = open_slots(make_desk())[0].value
    people = [filled(slot=slot, email=f"visitor{number}@b.example") for number in range(PEOPLE)]
    answers = together(*(lambda one=one: press(one).status_code for one in people))
    assert Counter(answers) == {302: 1, 422: PEOPLE - 1}
    assert (Booking.objects.count(), DemoRequest.objects.count(), OutboxMail.objects.count()) == (1, 1, 2)


def test_twenty_who_book_neighbours_never_overlap():
    slots = [slot.value for slot in open_slots(make_desk(buffer_minutes=0, digest_limit=1000))[:5]]
    people = [filled(slot=slots[number % 5], email=f"visitor{number}@b.example") for number in range(PEOPLE)]
    answers = together(*(lambda one=one: press(one).status_code for one in people))
    assert Counter(answers) == {302: 5, 422: PEOPLE - 5}
    assert sorted(f"{row.starts_at:%Y-%m-%dT%H:%MZ}" for row in Booking.objects.all()) == slots


def test_one_who_presses_twenty_times_has_one_request():
    form = filled(slot=open_slots(make_desk())[0].value)
    answers = together(*(lambda: press(form)["Location"] for _ in range(PEOPLE)))
    assert len(set(answers)) == DemoRequest.objects.count() == Booking.objects.count() == 1


def test_two_who_move_to_one_slot_are_one_who_gets_it():
    desk = make_desk()
    slots = [slot.starts_at for slot in open_slots(desk)[:3]]
    requests = [DemoRequest.objects.create(key=str(number)) for number in range(2)]
    for request, starts_at in zip(requests, slots, strict=False):
        choose(request, starts_at)
    came = together(*(lambda one=one: choose(one, slots[2]) for one in requests))
    assert sorted(type(one).__name__ for one in came) == ["Booking", SlotTakenError.__name__]
    assert Booking.objects.standing().count() == 2


def test_cancelling_and_moving_at_once_leave_one_of_both():
    slots = open_slots(make_desk())
    request = DemoRequest.objects.create(key="x")
    choose(request, slots[0].starts_at)
    together(lambda: choose(request, slots[1].starts_at), lambda: booking.cancel(request))
    assert Booking.objects.count() == 1
    assert Booking.objects.get().cancelled_at


def test_what_the_team_decides_meanwhile_is_not_overwritten():
    request = DemoRequest.objects.create(key="x")
    choose(request, open_slots(make_desk())[0].starts_at)
    decided = threading.Event()

    def decide():
        with transaction.atomic():
            change([request.pk], by=None, state=DemoRequest.State.LOST)
            decided.set()
            time.sleep(0.5)

    def cancel():
        decided.wait(30)
        return booking.cancel(request)

    together(decide, cancel)
    assert DemoRequest.objects.get().state == DemoRequest.State.LOST


def booked_for_tomorrow():
    make_desk()
    starts_at = timezone.now() + timedelta(hours=20)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), "agreed_at": starts_at - timedelta(9)}
    return Booking.objects.create(request=DemoRequest.objects.create(key="x", email="v@x.example"), **times)


def test_clocks_of_many_processes_write_a_reminder_once():
    found = booked_for_tomorrow()
    assert together(*[write_due] * 8) == [None] * 8
    assert OutboxMail.objects.filter(key__contains=str(found.pk)).count() == 2


def test_a_reminder_that_is_written_while_somebody_is_erased_does_not_stay(monkeypatch):
    found, written, remind = booked_for_tomorrow(), threading.Event(), mails.remind

    def slowly(*given):
        remind(*given)
        written.set()
        time.sleep(0.5)

    monkeypatch.setattr(mails, "remind", slowly)
    together(write_due, lambda: written.wait(30) and erase([found.request_id]))
    assert not OutboxMail.objects.exists()
