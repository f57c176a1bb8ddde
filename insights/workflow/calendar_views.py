"""The calendar: a month of what goes live and what ends."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.builder.access import allowed
from insights.workflow.agenda import Entry, agenda
from insights.workflow.pages import page

MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
FIRST, LAST = 1900, 2200  # as far as moments can be entered
CALM = 4  # what a day shows at once when more happens


class Day(NamedTuple):
    """A day of the grid; those of the months beside are `outside`."""

    date: date
    outside: bool
    is_today: bool
    entries: list[Any]

    @property
    def first(self) -> list[Any]:
        """Those that are shown at once."""
        return self.entries if len(self.entries) <= CALM + 1 else self.entries[:CALM]

    @property
    def rest(self) -> list[Any]:
        """Those that are folded away."""
        return self.entries[len(self.first) :]


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The month that is asked for, or this one."""
    allowed(request, "")
    month = month_asked(request.GET.get("month"))
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    entries = agenda(midnight(weeks[0][0]), midnight(_after(weeks[-1][-1])))
    days = _days(month, weeks, entries)
    context: dict[str, Any] = {
        "month": month,
        "days": days,
        "weekdays": weeks[0],
        "before": shifted(month, -1),
        "after": shifted(month, 1),
        "is_empty": not any(day.entries for day in days if not day.outside),
        "zone": timezone.get_current_timezone_name(),
        "moment": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
    }
    return page(request, "calendar", _("Calendar"), **context)


def month_asked(text: str | None) -> date:
    """The first of a month that is written `2026-12`; raises Http404 for anything else."""
    if text is None:
        return timezone.localdate().replace(day=1)
    found = MONTH.fullmatch(text)
    year, month = (int(part) for part in found.groups()) if found else (0, 0)
    if not (FIRST <= year <= LAST and 1 <= month <= 12):
        raise Http404(_("There is no such month."))
    return date(year, month, 1)


def _days(month: date, weeks: Any, entries: list[Entry]) -> list[Day]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_day[timezone.localtime(entry.moment).date()].append(entry)
    today = timezone.localdate()
    return [Day(day, day.month != month.month, day == today, by_day[day]) for week in weeks for day in week]


def shifted(month: date, by: int) -> date | None:
    """The month before or after, if it can be looked at."""
    year, number = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(year, number + 1, 1) if FIRST <= year <= LAST else None


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def midnight(day: date) -> datetime:
    """When a day begins in the current zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


urlpatterns = [path("calendar/", calendar_page, name="insights_calendar")]
