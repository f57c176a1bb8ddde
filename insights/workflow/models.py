"""What an editorial team says to each other about an insight: reviews and comments."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight
from insights.content.validators import storable

PLAIN = [storable]


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by what became of them."""

    def open(self) -> Self:
        """Asked for and not answered yet."""
        return self.filter(state=Review.State.OPEN)


class Review(models.Model):
    """An author's handing over, with a note, and an editor's answer to it. At most one is open per insight."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("In review")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        PUBLISHED = "published", _("Published")
        TAKEN_BACK = "taken_back", _("Taken back")

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="reviews")
    revision = models.PositiveIntegerField()  # the working copy's when it was handed over, then when it was approved
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("note"), max_length=2000, blank=True, validators=PLAIN)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, validators=PLAIN)

    objects = ReviewQuerySet.as_manager()
    mail_failed = False  # known once the transaction is committed

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["insight"], condition=models.Q(state="open"), name="review_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.insight}: {self.get_state_display()}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments by whether they are dealt with."""

    def unresolved(self) -> Self:
        """What is still to be dealt with."""
        return self.filter(resolved_at=None)


class Comment(models.Model):
    """A remark on a section, or on the insight as a whole (`uid` empty). It stays when the section goes."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="comments")
    uid = models.CharField(max_length=64, blank=True)
    text = models.TextField(_("comment"), max_length=2000, validators=PLAIN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()
    mail_failed = False  # known once the transaction is committed

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["insight", "uid"], name="comment_place")]

    def __str__(self) -> str:
        return self.text[:60]
