"""Requests for a demo, what was booked for them, and what happened since."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from insights.content.models import Category, Insight
from insights.content.validators import storable, storable_json
from insights.demos.counts import DailySalt, InsightDay, RateCount
from insights.demos.deliveries import Delivery, OutboxMail, WebhookDelivery
from insights.demos.hours import Availability, Blackout, DemoSettings
from insights.demos.reasons import words

__all__ = [
    "Availability",
    "Blackout",
    "Booking",
    "DailySalt",
    "Delivery",
    "DemoRequest",
    "DemoSettings",
    "Entry",
    "InsightDay",
    "OutboxMail",
    "RateCount",
    "WebhookDelivery",
]

PLAIN = [storable]


class DemoRequest(models.Model):
    """Somebody would like to talk. Everything personal is emptied when the person is erased; the rest is counted on.

    `key` is the same for the same form sent twice. `reasons` says why it looks like spam, if it does. `insight` is the
    working copy of the article that led here, with the version, the section and the words of the button at that time.
    """

    class State(models.TextChoices):
        """How far the conversation has come."""

        NEW = "new", _("New")
        CONTACTED = "contacted", _("Contacted")
        BOOKED = "booked", _("Booked")
        HELD = "held", _("Held")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")
        SPAM = "spam", _("Spam")

    class Size(models.TextChoices):
        """People who work there."""

        TINY = "1-99", _("1–99")
        SMALL = "100-499", _("100–499")
        MEDIUM = "500-1999", _("500–1,999")
        LARGE = "2000-9999", _("2,000–9,999")
        HUGE = "10000+", _("10,000+")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)

    name = models.CharField(_("name"), max_length=100, blank=True, validators=PLAIN)
    email = models.EmailField(_("work e-mail"), blank=True)
    company = models.CharField(_("company"), max_length=150, blank=True, validators=PLAIN)
    role = models.CharField(_("role"), max_length=100, blank=True, validators=PLAIN)
    company_size = models.CharField(_("company size"), max_length=10, choices=Size.choices, blank=True)
    topics = models.ManyToManyField(Category, verbose_name=_("topics"), blank=True, related_name="+")
    message = models.TextField(_("message"), max_length=4000, blank=True, validators=PLAIN)
    preferred_days = models.CharField(_("preferred days"), max_length=200, blank=True, validators=PLAIN)
    preferred_time = models.CharField(_("preferred time"), max_length=200, blank=True, validators=PLAIN)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    consent_at = models.DateTimeField(_("consent given"), null=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("owner"),
    )  # fmt: skip
    next_step = models.CharField(_("next step"), max_length=300, blank=True, validators=PLAIN)
    next_step_on = models.DateField(_("due"), null=True, blank=True)
    reasons = models.JSONField(_("suspicious because"), default=list, blank=True, editable=False)
    address_hash = models.CharField(max_length=64, blank=True, editable=False)

    insight = models.ForeignKey(
        Insight, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="demo_requests"
    )
    version = models.PositiveIntegerField(_("version"), null=True, editable=False)
    section_uid = models.CharField(max_length=64, blank=True, editable=False)
    cta_text = models.CharField(_("call to action"), max_length=300, blank=True, editable=False)
    campaign = models.JSONField(_("campaign"), default=dict, blank=True, editable=False, validators=[storable_json])
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("demo request")
        verbose_name_plural = _("demo requests")
        permissions = [
            ("export_demorequest", gettext_noop("Can export demo requests")),
            ("erase_demorequest", gettext_noop("Can erase a person from demo requests")),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="demo_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="demo_by_state"),
            models.Index(Lower("email"), name="demo_by_person"),
        ]

    def __str__(self) -> str:
        return self.company or self.name or str(self.pk)

    @property
    def is_suspicious(self) -> bool:
        """Whether something about it looked like spam."""
        return bool(self.reasons)

    @property
    def why(self) -> list[Any]:
        """What looked like spam, in words."""
        return words(self.reasons)

    def standing(self) -> Booking | None:
        """The demo that is booked for it and has not been cancelled."""
        return self.bookings.filter(cancelled_at=None).first()


class BookingQuerySet(models.QuerySet["Booking"]):
    """Booked demos."""

    def standing(self) -> Self:
        """Those not cancelled."""
        return self.filter(cancelled_at=None)


class Booking(models.Model):
    """A demo at a time. Moving it changes the row, so that calendars know it again; `sequence` counts the changes.

    `agreed_at` is when this time was chosen, which tells whether a reminder would say anything new.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(DemoRequest, on_delete=models.CASCADE, related_name="bookings")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    agreed_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["starts_at"], condition=Q(cancelled_at=None), name="booking_slot_once"),
            models.UniqueConstraint(fields=["request"], condition=Q(cancelled_at=None), name="booking_one_standing"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Entry(models.Model):
    """A line of a request's timeline."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "received", _("Request received")
        STATE = "state", _("State changed")
        OWNER = "owner", _("Owner changed")
        NOTE = "note", _("Note")
        STEP = "step", _("Next step")
        BOOKED = "booked", _("Demo booked")
        MOVED = "moved", _("Demo moved")
        CANCELLED = "cancelled", _("Demo cancelled")
        MAIL = "mail", _("Mail")
        WEBHOOK = "webhook", _("Webhook")
        FLAGGED = "flagged", _("Looks like spam")
        EXPORTED = "exported", _("Exported")
        ERASED = "erased", _("Person erased")

    request = models.ForeignKey(DemoRequest, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(_("note"), max_length=4000, blank=True, validators=PLAIN)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["request", "-at", "-id"], name="entry_of_request")]
        verbose_name_plural = _("entries")

    def __str__(self) -> str:
        return str(self.get_kind_display())
