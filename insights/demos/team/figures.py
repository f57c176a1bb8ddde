"""What the dashboard counts: requests over time and by what led to them, and what became of looks at articles.

Spam is in none of it. Every figure is one query, three at most where looks are set beside requests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from insights.demos.models import Booking, DemoRequest, InsightDay

State = DemoRequest.State
PERIODS = (4, 12, 26, 52)
NAMED = 6  # weeks that the axis names at most
TOP = 10
BOOKED = Q(state__in=[State.BOOKED, State.HELD, State.WON]) | Q(was_booked=True)


class Period(NamedTuple):
    """So many weeks, of which the last is this one; they begin on Mondays where the team works."""

    weeks: int
    first: date
    zone: ZoneInfo

    @classmethod
    def until(cls, today: date, weeks: int, zone: ZoneInfo) -> Period:
        """The weeks up to today's."""
        return cls(weeks, today - timedelta(days=today.weekday(), weeks=weeks - 1), zone)

    @property
    def mondays(self) -> list[date]:
        """Where each week begins."""
        return [self.first + timedelta(weeks=number) for number in range(self.weeks)]

    def requests(self) -> QuerySet[DemoRequest]:
        """Those of the period, with whether a demo was ever booked."""
        start = datetime.combine(self.first, time(), self.zone)
        found = DemoRequest.objects.filter(created_at__gte=start).exclude(state=State.SPAM).order_by()
        return found.annotate(was_booked=Exists(Booking.objects.filter(request=OuterRef("pk"))))

    def days(self) -> QuerySet[InsightDay]:
        """Looks at articles in the period."""
        return InsightDay.objects.filter(day__gte=self.first).order_by()


class Row(NamedTuple):
    """What is counted for one thing: an article, a topic, a source, the words of a button."""

    label: str
    requests: int
    booked: int
    won: int
    share: float = 0  # of the largest, in percent
    views: int = 0
    clicks: int = 0
    led: int = 0  # requests that an article led to

    @property
    def rates(self) -> dict[str, str]:
        """Each step as a part of the one that it comes from; empty where nobody was seen there."""
        return {
            "clicks": percent(self.clicks, self.views),
            "requests": percent(self.led, self.views),
            "booked": percent(self.booked, self.requests),
            "won": percent(self.won, self.requests),
        }


COUNTS: dict[str, Any] = {
    "requests": Count("pk", distinct=True),
    "booked": Count("pk", filter=BOOKED, distinct=True),
    "won": Count("pk", filter=Q(state=State.WON), distinct=True),
}


def percent(part: int, whole: int) -> str:
    """In the reader's language, with as many digits as it takes to tell small parts apart."""
    if not whole:
        return ""
    share = 100 * part / whole
    places = 0 if share >= 10 or not part else 1 if share >= 1 else 2
    return _("%(number)s%%") % {"number": number_format(round(share, places), decimal_pos=places)}


def weekly(period: Period) -> list[tuple[date, int, int]]:
    """(Monday, requests, of them with a demo) of every week, also of those with none."""
    week = TruncWeek("created_at", tzinfo=period.zone)
    rows: Any = period.requests().annotate(week=week).values_list("week").annotate(**COUNTS)
    found = {monday.date(): (requests, booked) for monday, requests, booked, _won in rows}
    return [(monday, *found.get(monday, (0, 0))) for monday in period.mondays]


def totals(period: Period) -> Row:
    """Everything together, with the looks at all articles."""
    looks = period.days().aggregate(views=Sum("views"), clicks=Sum("band_clicks"))
    counted = period.requests().aggregate(**COUNTS, led=Count("pk", filter=Q(insight__isnull=False), distinct=True))
    return Row(_("All"), **counted, **{name: count or 0 for name, count in looks.items()})


def by(period: Period, column: str, nothing: str, most: int = TOP) -> list[Row]:
    """By a column, those with most requests first; `nothing` is what the empty value is called."""
    counted: Any = period.requests().values_list(column).annotate(**COUNTS)
    rows = counted.order_by("-requests", column)[:most]
    return _shared(Row(str(label or nothing), *counts) for label, *counts in rows)


def by_insight(period: Period, most: int = TOP) -> list[Row]:
    """By article, with how often each was looked at; then those that were only looked at."""
    counted: Any = period.requests().values_list("insight", "insight__title").annotate(**COUNTS)
    rows: list[Any] = list(counted.order_by("-requests", "insight")[:most])
    keys = [key for key, *_rest in rows if key]
    looks: Any = period.days().values_list("insight", "insight__title")
    looks = looks.annotate(views=Sum("views"), clicks=Sum("band_clicks")).order_by("-views", "insight")
    seen: Any = {key: counts for key, _title, *counts in looks.filter(insight__in=keys)}
    others = looks.exclude(insight__in=keys)[: most - len(rows)] if len(rows) < most else ()
    return _shared([
        *(_of(key, title, made, seen.get(key, (0, 0))) for key, title, *made in rows),
        *(_of(key, title, (0, 0, 0), counts) for key, title, *counts in others),
    ])  # fmt: skip


def earned(insights: Iterable[Any]) -> dict[Any, int]:
    """How many requests that came to a demo each insight has led to; those with none are left out."""
    came = DemoRequest.objects.filter(insight__in=list(insights)).exclude(state=State.SPAM).order_by()
    booked = came.annotate(was_booked=Exists(Booking.objects.filter(request=OuterRef("pk")))).filter(BOOKED)
    return dict(booked.values_list("insight").annotate(count=Count("pk")))


def _of(key: Any, title: str, made: Sequence[int], looks: Sequence[int]) -> Row:
    name = (title or _("Untitled")) if key else _("Not from an article")
    requests, booked, won = made
    return Row(name, requests, booked, won, views=looks[0], clicks=looks[1], led=requests if key else 0)


def _shared(rows: Iterable[Row]) -> list[Row]:
    found = list(rows)
    largest = max((row.requests for row in found), default=0) or 1
    return [row._replace(share=round(100 * row.requests / largest, 2)) for row in found]


def plotted(weeks: list[tuple[date, int, int]]) -> dict[str, Any]:
    """The weeks as bars in a drawing that is as many units wide as there are weeks and a hundred high."""
    top = _round_up(max((requests for _week, requests, _booked in weeks), default=0))
    bars = [
        {"week": week, "requests": requests, "booked": booked, "x": number + 0.12, "y": _y(requests, top),
         "height": 100 - _y(requests, top), "booked_y": _y(booked, top), "booked_height": 100 - _y(booked, top)}
        for number, (week, requests, booked) in enumerate(weeks)
    ]  # fmt: skip
    every = -(-len(weeks) // NAMED)
    named = [week if number % every == 0 else None for number, (week, *_counts) in enumerate(weeks)]
    return {"bars": bars, "named": named, "top": top, "half": top / 2 if top % 2 else top // 2, "count": len(weeks)}


def _y(count: int, top: int) -> float:
    return round(100 - 100 * count / top, 2)


def _round_up(count: int) -> int:
    """The next number that is easily read off: 2, 4, 10, 20, 40, 100 …"""
    top = 2
    while top < count:
        top = top * 5 // 2 if str(top).startswith("4") else top * 2
    return top
