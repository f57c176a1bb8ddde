"""What is to leave the site, as rows: written together with what it tells of, sent afterwards until it has arrived."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Mails or calls by what is to be done with them."""

    def due(self) -> Self:
        """Waiting, and its next try has come."""
        return self.filter(state=Delivery.State.WAITING, next_try_at__lte=timezone.now())


class Delivery(models.Model):
    """Waits, is tried with growing pauses, and has either arrived or failed for good.

    Whoever sends it first puts `next_try_at` ahead, by which all others know that it is taken.
    """

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-made_at", "-id"]


class OutboxMail(Delivery):
    """A mail. Its `key` is unique, so that none is written twice; `attachment` is an iCalendar file.

    What `not_after` has overtaken is not sent any more.
    """

    request = models.ForeignKey(
        "insights.DemoRequest", on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    key = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=30)
    to = models.EmailField(_("to"))
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    attachment = models.TextField(blank=True)
    not_after = models.DateTimeField(null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta(Delivery.Meta):
        abstract = False
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="outbox_waiting"),
            models.Index(fields=["kind", "-made_at"], name="outbox_of_kind"),
        ]

    def __str__(self) -> str:
        return self.subject


class WebhookDelivery(Delivery):
    """A call of the team's customer system, signed when it is made."""

    request = models.ForeignKey(
        "insights.DemoRequest", on_delete=models.CASCADE, null=True, blank=True, related_name="webhooks"
    )
    event = models.CharField(_("event"), max_length=40)
    payload = models.JSONField(_("payload"), default=dict)
    response_status = models.PositiveSmallIntegerField(_("answer"), null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta(Delivery.Meta):
        abstract = False
        verbose_name = _("webhook call")
        verbose_name_plural = _("webhook calls")
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="webhook_waiting"),
        ]

    def __str__(self) -> str:
        return self.event
