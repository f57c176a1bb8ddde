"""The calendar of booked demos: a month or a week of the team's."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.demos.models import Blackout, Booking, DemoSettings
from insights.demos.team.pages import VIEW, allowed, page
from insights.demos.zones import clock
from insights.workflow.calendar_views import FIRST, LAST, Day, midnight, month_asked, shifted


class TeamDay(Day):
    """A day on which there may be no demos, for a reason."""

    away: str | None = None


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Days begin and end where the team works, and the clock is theirs."""
    allowed(request, VIEW)
    zone = DemoSettings.current().zone
    with timezone.override(zone):
        span = _week(request.GET["week"]) if "week" in request.GET else _month(request.GET.get("month"))
        days = _days(span, zone)
        context = span | {"days": days, "weekdays": [day.date for day in days[:7]], "zone": zone.key}
        context["is_empty"] = not any(day.entries for day in days if not day.outside)
        return page(request, "calendar", _("Calendar"), **context)


def _month(text: str | None) -> dict[str, Any]:
    month = month_asked(text)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    before, after = shifted(month, -1), shifted(month, 1)
    return {
        "month": month,
        "weeks": weeks,
        "before": f"?month={before:%Y-%m}" if before else "",
        "after": f"?month={after:%Y-%m}" if after else "",
        "other": f"?week={_near(month).isoformat()}",
    }


def _week(text: str) -> dict[str, Any]:
    """The week of a day that is written `2026-12-31`; raises Http404 for anything else."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date() if text else timezone.localdate()
        is_far = not FIRST < day.year < LAST
    except ValueError:
        is_far = True
    if is_far:
        raise Http404(_("There is no such week."))
    monday = day - timedelta(days=day.weekday())
    return {
        "week": monday,
        "weeks": [[monday + timedelta(days=number) for number in range(7)]],
        "before": f"?week={monday - timedelta(days=7)}",
        "after": f"?week={monday + timedelta(days=7)}",
        "other": f"?month={day:%Y-%m}",
    }


def _near(month: date) -> date:
    """Today, if it is in the month, else the first."""
    today = timezone.localdate()
    return today if (today.year, today.month) == (month.year, month.month) else month


def _days(span: dict[str, Any], zone: ZoneInfo) -> list[TeamDay]:
    weeks = span["weeks"]
    end = weeks[-1][-1] + timedelta(days=1)
    booked = Booking.objects.standing().select_related("request__owner").defer("request__message")
    by_day: dict[date, list[Any]] = defaultdict(list)
    for booking in booked.filter(starts_at__gte=midnight(weeks[0][0]), starts_at__lt=midnight(end)):
        by_day[booking.starts_at.astimezone(zone).date()].append(_local(booking, zone))
    today, month = timezone.localdate(), span.get("month")
    days = [
        TeamDay(day, bool(month and day.month != month.month), day == today, by_day[day])
        for week in weeks
        for day in week
    ]
    return _marked(days)


def _marked(days: list[TeamDay]) -> list[TeamDay]:
    """With why there are no demos on a day; nothing is bookable then, whatever the hours of the week say."""
    breaks = Blackout.objects.filter(first_day__lte=days[-1].date, last_day__gte=days[0].date)
    for found in breaks:
        for day in days:
            if found.first_day <= day.date <= found.last_day:
                day.away = found.reason or _("No demos")
    return days


def _local(booking: Any, zone: ZoneInfo) -> Any:
    """With its times on the team's clock; `zone` is named in the night in which the clock has an hour twice."""
    booking.starts, booking.ends = (clock(moment, zone) for moment in (booking.starts_at, booking.ends_at))
    return booking
