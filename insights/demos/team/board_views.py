"""The board: a column for each state, in which requests wait; moved by hand, by keys, or by a form."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.demos.changes import StaleError, change
from insights.demos.models import Booking, DemoRequest
from insights.demos.team.pages import CHANGE, VIEW, allowed, page, today

State = DemoRequest.State
COLUMNS = [state for state in State if state != State.SPAM]
FEW, MANY = 12, 500  # cards of a column at once, and once all were asked for


class Column(NamedTuple):
    """A state with its newest cards, and how many there are."""

    state: State
    total: int
    cards: list[Any]

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.cards)


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Everybody's or one's own; `all` names the column that is shown whole."""
    allowed(request, VIEW)
    is_mine = request.GET.get("whose") == "mine"
    whole = request.GET.get("all", "")
    found = DemoRequest.objects.filter(owner=request.user.pk) if is_mine else DemoRequest.objects.all()
    return page(
        request,
        "board",
        _("Board"),
        columns=columns(found, whole if whole in State.values else ""),
        is_mine=is_mine,
        whole=whole if whole in State.values else "",
        today=today(),
        may_change=request.user.has_perm(CHANGE),
        spam=found.filter(state=State.SPAM).count(),
    )


@require_POST
def move_view(request: HttpRequest, demo_id: uuid.UUID) -> HttpResponse:
    """Into another column; what somebody else has changed meanwhile is looked at first."""
    allowed(request, VIEW, CHANGE)
    state, revision = request.POST.get("state", ""), request.POST.get("revision", "")
    demo = DemoRequest.objects.filter(pk=demo_id).only("company", "name").first()
    if demo is None or state not in State.values or not (revision.isascii() and revision.isdigit()):
        raise Http404
    names = {"name": demo, "state": State(state).label}
    try:
        change([demo_id], by=request.user, revision=int(revision[:10]), state=state)
        messages.success(request, _("%(name)s is in “%(state)s” now.") % names)
    except StaleError:
        messages.error(request, _("Somebody else has just changed %(name)s. This is how it is now.") % names)
    query = "?whose=mine" if request.POST.get("whose") == "mine" else ""
    return HttpResponseRedirect(reverse("admin:insights_demorequest_board") + query)


def columns(found: QuerySet[DemoRequest], whole: str = "") -> list[Column]:
    """Two queries, whatever there is."""
    counts = dict(found.order_by().values_list("state").annotate(count=Count("pk")))
    cards: dict[str, list[Any]] = {state: [] for state in COLUMNS}
    for card in _cards(found, whole):
        cards[card.state].append(card)
    return [Column(state, counts.get(state, 0), cards[state]) for state in COLUMNS]


def _keys(ranked: QuerySet[Any], whole: str) -> list[Any]:
    found = ranked.filter(place__lte=MANY).values_list("pk", "state", "place")
    return [key for key, state, place in found if place <= (MANY if state == whole else FEW)]


def _cards(found: QuerySet[DemoRequest], whole: str) -> QuerySet[DemoRequest]:
    """The newest of each state, with what a card tells."""
    standing = Booking.objects.standing().filter(request=OuterRef("pk")).values("starts_at")[:1]
    place = Window(RowNumber(), partition_by="state", order_by=[F("created_at").desc(), F("pk").desc()])
    ranked = found.filter(state__in=COLUMNS).annotate(place=place)
    rows = found.filter(pk__in=_keys(ranked, whole), state__in=COLUMNS).annotate(
        booked_for=Subquery(standing), title=F("insight__title")
    )
    return rows.select_related("owner").defer("message").order_by("-created_at", "-pk")
