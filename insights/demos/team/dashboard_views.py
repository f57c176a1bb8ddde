"""The dashboard, and the page that tells writers what their articles have earned."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.demos.models import DemoSettings
from insights.demos.team.figures import PERIODS, Period, by, by_insight, plotted, totals, weekly
from insights.demos.team.pages import EARNED, VIEW, allowed, page

MOST = 200


@require_safe
def dashboard_page(request: HttpRequest) -> HttpResponse:
    """Plots of the weeks that were chosen."""
    allowed(request, VIEW)
    period = _period(request)
    facts: dict[str, Any] = {
        "plot": plotted(weekly(period)),
        "insights": by_insight(period),
        "topics": by(period, "topics__name", _("No topic")),
        "sources": by(period, "campaign__utm_source", _("No campaign")),
    }
    return page(request, "dashboard", _("Dashboard"), **_frame(period), **facts)


@require_safe
def earned_page(request: HttpRequest) -> HttpResponse:
    """Numbers only, of nobody: for whoever writes articles, and for whoever works the requests they led to."""
    if not (request.user.has_perm(EARNED) or request.user.has_perm(VIEW)):
        raise PermissionDenied
    period = _period(request)
    facts: dict[str, Any] = {
        "insights": by_insight(period, MOST),
        "texts": by(period, "cta_text", _("No call to action"), MOST),
    }
    return page(request, "earned", _("Demos earned"), **_frame(period), **facts)


def _period(request: HttpRequest) -> Period:
    """The one that is asked for; the longest for anything that is not offered."""
    asked = {str(weeks): weeks for weeks in PERIODS}.get(request.GET.get("weeks", ""), PERIODS[-1])
    zone = DemoSettings.current().zone
    return Period.until(timezone.localdate(timezone=zone), asked, zone)


def _frame(period: Period) -> dict[str, Any]:
    return {"period": period, "periods": PERIODS, "all": totals(period)}
