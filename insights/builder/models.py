"""What the page builder remembers: deleted sections, the last list operations, and each editor's clipboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from insights.content.fields import OrderedJSONField
from insights.content.models import Insight
from insights.sections.base import Section
from insights.sections.registry import kind_class

KEPT = timedelta(days=30)
KEPT_VALUES = ("kind", "enabled", "visible_from", "visible_until", "data")  # what a section is, wherever it stands


class KeptQuerySet(models.QuerySet[Any]):
    """Rows that are remembered for a while."""

    def expired(self) -> KeptQuerySet:
        """What nobody can bring back any more."""
        return self.filter(made_at__lt=timezone.now() - KEPT)

    def kept(self) -> KeptQuerySet:
        """What can still be brought back."""
        return self.filter(made_at__gte=timezone.now() - KEPT)


class DeletedSection(models.Model):
    """A section that an editor deleted, whole, for thirty days."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="deleted_sections")
    uid = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    enabled = models.BooleanField(default=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    data = OrderedJSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["insight", "uid"], name="deleted_section_uid")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}, deleted"

    def section(self) -> Section:
        """The section as it was, not yet in the list."""
        values = {name: getattr(self, name) for name in ("insight", "uid", *KEPT_VALUES)}
        return kind_class(self.kind)(**values, revision=self.revision + 1)


class ListChange(models.Model):
    """One operation on a list of sections: the list before and after it, as [[uid, enabled], …]."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="list_changes")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    label = models.CharField(max_length=100)
    before = models.JSONField()
    after = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["insight", "made_by", "-id"], name="list_change_last")]

    def __str__(self) -> str:
        return self.label


class Clipboard(models.Model):
    """What an editor copied or cut last: [{kind, enabled, data}, …], on the server, so for every tab and day."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sections = OrderedJSONField(default=list)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{len(self.sections)} sections"


class Presence(models.Model):
    """An editor who has an insight open, and the section that is open there, as of a moment."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["insight", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} at {self.insight}"
