"""When the team talks with visitors: its settings, the hours of its week, and the days it is away."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from insights.content.models import SiteProfile
from insights.content.validators import storable, storable_json

PLAIN = [storable]


def known_zone(name: str) -> None:
    """Raise ValidationError for what is no time zone here."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name[:64]})


def at_least(low: int, high: int) -> list[MinValueValidator | MaxValueValidator]:
    """Validators of a number within bounds."""
    return [MinValueValidator(low), MaxValueValidator(high)]


class DemoSettings(models.Model):
    """One row: how demos are booked, announced and kept. Locking it makes bookings take turns."""

    class Offer(models.TextChoices):
        """What visitors may choose."""

        SLOTS = "slots", _("Open slots, or times of their own")
        PROPOSALS = "proposals", _("Times of their own only")

    offer = models.CharField(_("visitors choose"), max_length=10, choices=Offer.choices, default=Offer.SLOTS)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[known_zone],
        help_text=_("The team's, such as Europe/London. Empty: the site's."),
    )
    slot_minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=40, validators=at_least(5, 480), help_text=_("Of one demo.")
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("pause in minutes"), default=20, validators=at_least(0, 480), help_text=_("Kept free between two demos.")
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("notice in hours"), default=24, validators=at_least(0, 720), help_text=_("No demo begins sooner than that.")
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("days ahead"), default=28, validators=at_least(1, 180), help_text=_("How far ahead slots are offered.")
    )
    team_email = models.EmailField(
        _("e-mail of the team"), blank=True, help_text=_("Gets every request. Empty: the site profile's address.")
    )
    digest_limit = models.PositiveSmallIntegerField(
        _("mails an hour"),
        default=20,
        validators=at_least(1, 1000),
        help_text=_("Above that the team gets one digest instead of a mail for every request."),
    )
    reminders = models.BooleanField(_("remind a day and an hour before"), default=True)
    retention_days = models.PositiveSmallIntegerField(
        _("keep requests for days"),
        default=730,
        validators=at_least(1, 3650),
        help_text=_("After the last change; then the person is erased. The privacy page says it."),
    )
    privacy_text = models.JSONField(_("text of the privacy page"), default=list, blank=True, validators=[storable_json])
    webhook_url = models.URLField(_("address of the webhook"), blank=True, max_length=500)
    webhook_secret = models.CharField(_("secret of the webhook"), max_length=200, blank=True, validators=PLAIN)

    class Meta:
        verbose_name = _("demo settings")
        verbose_name_plural = _("demo settings")

    def __str__(self) -> str:
        return str(_("Demo settings"))

    @classmethod
    def current(cls) -> DemoSettings:
        """The one row; made again should it be missing."""
        return cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def locked(cls) -> DemoSettings:
        """The one row, so that whoever else wants it waits until this transaction ends."""
        rows = cls.objects.select_for_update().filter(pk=1)
        return rows.first() or (cls.current() and rows.get())

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The team's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @cached_property
    def site(self) -> SiteProfile:
        """Whose demos they are."""
        return SiteProfile.current()

    @property
    def recipient(self) -> str:
        """Where the team reads its mail; empty when nobody has said so."""
        return self.team_email or self.site.email


class Availability(models.Model):
    """Hours of every week in which demos may be booked, in the team's local time."""

    class Weekday(models.IntegerChoices):
        """As Python counts them."""

        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        ordering = ["weekday", "starts"]
        verbose_name = _("bookable hours")
        verbose_name_plural = _("bookable hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="availability_ends_after_start",
                violation_error_message=_("The end does not lie after the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"


class Blackout(models.Model):
    """Days on which there are no demos, the first and the last included."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True, validators=PLAIN)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("days without demos")
        verbose_name_plural = _("days without demos")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="blackout_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"
