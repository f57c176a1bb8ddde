"""Booking an open slot, moving and cancelling it. Whoever books waits for the settings row, so two never get one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from insights.demos import mails
from insights.demos.changes import not_spam
from insights.demos.hours import DemoSettings
from insights.demos.models import Booking, DemoRequest, Entry
from insights.demos.slots import Slot, open_slots
from insights.demos.webhooks import announce

MOVES = 10  # each is a mail to an address that nobody has proved to be the visitor's
State = DemoRequest.State
OPEN = (State.NEW, State.CONTACTED, State.BOOKED)
CLOSED = (State.WON, State.LOST, State.SPAM)
KEPT: dict[str, tuple[str, ...]] = {Entry.Kind.CANCELLED: CLOSED}  # what a cancelled demo does not open again


class SlotTakenError(Exception):
    """The slot is not open, or not any more."""


def book(desk: DemoSettings, request: DemoRequest, starts_at: datetime) -> Booking:
    """Within a transaction that holds the settings row. Raises SlotTakenError."""
    return _make(request, _open(desk, starts_at))


def may_book(request: DemoRequest) -> bool:
    """Whether whoever made it may choose a time, or another one: not once the demo has begun or was cancelled.

    What looks like spam takes no time from anybody; the team may book one for it.
    """
    booking = request.bookings.order_by("-made_at").first()
    if booking is None:
        return request.state in OPEN and not request.is_suspicious
    return request.state in OPEN and booking.cancelled_at is None and booking.starts_at > timezone.now()


def may_move(request: DemoRequest) -> bool:
    """Whether they may choose once more: not for ever."""
    return may_book(request) and not request.bookings.filter(sequence__gte=MOVES).exists()


def former_time(booking: Booking) -> datetime | None:
    """When it was to be before it was moved."""
    if not booking.sequence or booking.cancelled_at:
        return None
    last = Entry.objects.filter(request=booking.request_id, kind=Entry.Kind.MOVED).first()
    return datetime.fromisoformat(last.data["before"]) if last else None


@transaction.atomic
def choose(request: DemoRequest, starts_at: datetime, time_zone: str = "") -> Booking:
    """Book, or move what is booked, by somebody whose clock is that of the zone from now on.

    Raises SlotTakenError; DemoRequest.DoesNotExist when that is over.
    """
    desk = DemoSettings.locked()
    request = _fresh(request, may_move)
    request.time_zone = time_zone or request.time_zone
    booking = request.standing()
    if booking is None:
        booking = book(desk, request, starts_at)
        mails.booked(desk, booking)
    elif booking.starts_at != starts_at:
        before = _move(booking, _open(desk, starts_at, booking))
        mails.moved(desk, booking, before)
    return booking


@transaction.atomic
def arrange(request: DemoRequest, starts_at: datetime, by: Any) -> Booking | None:
    """Book or move, as somebody of the team has agreed with the visitor: at any time to come that is not taken.

    So it is no spam, and the visitor may have mail. Returns None if that is its time already. Raises SlotTakenError;
    DemoRequest.DoesNotExist for somebody who was erased.
    """
    desk = DemoSettings.locked()
    not_spam([request.pk], by=by)
    request = _there(request)
    booking = request.standing()
    slot = Slot(starts_at, starts_at + timedelta(minutes=desk.slot_minutes))
    near = Booking.objects.standing().filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    if starts_at <= timezone.now() or near.exclude(request=request).exists():
        raise SlotTakenError
    if booking is None:
        booking = _make(request, slot, by)
        mails.booked(desk, booking)
        return booking
    if booking.starts_at == starts_at:
        return None
    before = _move(booking, slot, by)
    mails.moved(desk, booking, before)
    return booking


@transaction.atomic
def cancel(request: DemoRequest, by: Any = None) -> Booking:
    """Give the slot back; `by` is who of the team does it. Raises DemoRequest.DoesNotExist: nothing to cancel.

    The request gives its key up: whoever asks for the same once more means it.
    """
    desk = DemoSettings.locked()
    request = _there(request) if by else _fresh(request)
    booking = request.standing()
    if booking is None or booking.starts_at <= timezone.now():
        raise DemoRequest.DoesNotExist
    booking.cancelled_at = timezone.now()
    booking.sequence += 1
    booking.save(update_fields=["cancelled_at", "sequence"])
    request.key = f"cancelled:{booking.pk.hex}"
    _remember(request, DemoRequest.State.CONTACTED, Entry.Kind.CANCELLED, by)
    mails.cancelled(desk, booking)
    return booking


def _there(request: DemoRequest) -> DemoRequest:
    """As it is now, and until the transaction ends: what the team decides meanwhile waits, and is not overwritten."""
    return DemoRequest.objects.select_for_update().filter(erased_at=None).get(pk=request.pk)


def _fresh(request: DemoRequest, may: Callable[[DemoRequest], bool] = may_book) -> DemoRequest:
    found = _there(request)
    if not may(found):
        raise DemoRequest.DoesNotExist
    return found


def _open(desk: DemoSettings, starts_at: datetime, moving: Booking | None = None) -> Slot:
    found = next((slot for slot in open_slots(desk, moving) if slot.starts_at == starts_at), None)
    if found is None or desk.offer != DemoSettings.Offer.SLOTS:
        raise SlotTakenError
    return found


def _make(request: DemoRequest, slot: Slot, by: Any = None) -> Booking:
    booking = Booking.objects.create(request=request, starts_at=slot.starts_at, ends_at=slot.ends_at)
    _remember(request, DemoRequest.State.BOOKED, Entry.Kind.BOOKED, by, starts_at=slot.value)
    return booking


def _move(booking: Booking, slot: Slot, by: Any = None) -> datetime:
    """Returns when it was to be before."""
    before = booking.starts_at
    booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
    booking.agreed_at = timezone.now()
    booking.sequence += 1
    booking.save(update_fields=["starts_at", "ends_at", "agreed_at", "sequence"])
    times = {"starts_at": slot.value, "before": before.isoformat()}
    _remember(booking.request, DemoRequest.State.BOOKED, Entry.Kind.MOVED, by, **times)
    return before


def _remember(request: DemoRequest, state: str, kind: str, by: Any, **data: str) -> None:
    """The request's state, a line of its timeline, and a call of the team's customer system. What is won stays won."""
    request.state = request.state if request.state in KEPT.get(kind, (State.WON,)) else state
    request.changed_at = timezone.now()
    request.revision += 1
    request.save(update_fields=["key", "state", "time_zone", "changed_at", "revision"])
    Entry.objects.create(request=request, by=by, kind=kind, data=data)
    announce(request, f"booking.{kind}")
