"""Insights by the month they were published in, as the site's own clock has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.content.querysets import InsightQuerySet


@dataclass
class Month:
    """A month in which something was published."""

    first: date
    count: int

    @property
    def url(self) -> str:
        return reverse("archive_month", args=[self.first.year, f"{self.first.month:02}"])


@dataclass
class Year:
    """A year in which something was published, its months newest first."""

    number: int
    months: list[Month] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)

    @property
    def url(self) -> str:
        return reverse("archive_year", args=[self.number])


def years() -> list[Year]:
    """All years with their months, newest first, in one query."""
    rows = Insight.objects.live().annotate(month=TruncMonth("published_at")).order_by("-month").values_list("month")
    months = [Month(timezone.localtime(first).date(), count) for first, count in rows.annotate(Count("pk"))]
    return [Year(number, list(found)) for number, found in groupby(months, key=lambda month: month.first.year)]


def published_in(year: int, month: int | None = None) -> InsightQuerySet:
    """Live insights of a year or a month as cards, newest first."""
    start, end = _moment(year, month or 1), _moment(year + (month in (None, 12)), (month or 12) % 12 + 1)
    return Insight.objects.listed().filter(published_at__gte=start, published_at__lt=end)


def _moment(year: int, month: int) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 - made aware of the site's zone
