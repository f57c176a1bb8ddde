"""The archive: every year and month in which something was published. Others are not found."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.public.archive import Month, Year, published_in, years
from insights.public.paging import listing
from insights.public.views import site_page


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """All years with their months."""
    return site_page(request, "archive", page_title=_("Archive"), years=years())


@require_safe
def archive_year(request: HttpRequest, year: str) -> HttpResponse:
    """One year's insights, newest first."""
    found = years()
    shown = next((row for row in found if row.number == int(year)), None)
    if shown is None:
        raise Http404
    others = [row for row in found if row is not shown]
    page = listing(request, published_in(shown.number), shown.count)
    return _period(request, year, shown, None, page=page, others=others)


@require_safe
def archive_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month's insights, newest first."""
    rows = [(row, part) for row in years() for part in row.months if row.number == int(year)]
    found = next(((row, part) for row, part in rows if part.first.month == int(month)), None)
    if found is None:
        raise Http404
    shown, part = found
    page = listing(request, published_in(shown.number, int(month)), part.count)
    return _period(request, date_format(part.first, "YEAR_MONTH_FORMAT"), shown, part, page=page)


def _period(request: HttpRequest, name: str, year: Year, month: Month | None, **context: Any) -> HttpResponse:
    title = _("Insights of %s") % name
    words: dict[str, Any] = {"page_title": title, "page_description": title, "period": name}
    return site_page(request, "archive_period", **words, year=year, month=month, total=context["page"].total, **context)
