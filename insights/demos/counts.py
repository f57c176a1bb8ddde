"""What is counted, and without knowing of whom: looks at insights, and how often something is done from an address."""

from __future__ import annotations

from django.db import models

from insights.content.models import Insight


class InsightDay(models.Model):
    """How often an insight was looked at on a day (UTC), and how often its call to action was followed."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)
    band_clicks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["insight", "day"], name="insight_day_once")]
        indexes = [models.Index(fields=["day"], name="insight_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.views}"


class RateCount(models.Model):
    """How often something was done within a window. The bucket is a hash: nobody is in it."""

    bucket = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "window"], name="rate_count_once")]
        indexes = [models.Index(fields=["window"], name="rate_window")]

    def __str__(self) -> str:
        return f"{self.window}: {self.count}"


class DailySalt(models.Model):
    """What addresses are hashed with on a day. Once it is gone, nobody can tell them."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)
