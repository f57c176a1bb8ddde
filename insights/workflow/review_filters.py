"""The list of insights by review: which are in one, and which wait for me."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight
from insights.publishing.rules import may_publish
from insights.workflow.models import Review

WAITING = "waiting"
State = Review.State


class ReviewFilter(admin.SimpleListFilter):
    """By the last review."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """With the number of what waits, so that nobody has to look."""
        count = waiting_for(request.user).count()
        mine = _("Waiting for me (%d)") % count if count else _("Waiting for me")
        named = [State.OPEN, State.APPROVED, State.RETURNED]
        return [(WAITING, mine), *((str(state), state.label) for state in named)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Insight]) -> QuerySet[Insight]:
        value = self.value()
        if value == WAITING:
            return queryset.filter(pk__in=waiting_for(request.user).values("pk"))
        return _with_last_review(queryset).filter(Q(review_state=value)) if value else queryset


def waiting_for(user: Any) -> QuerySet[Insight]:
    """What was handed over to those who publish by somebody else, and what came back to whoever asked."""
    wanted = Q(review_state=State.RETURNED, review_by=user.pk)
    if may_publish(user):
        by_others = Q(review_by=None) | ~Q(review_by=user.pk)
        not_scheduled = Q(next_revision=None) | Q(next_revision__lt=F("review_revision"))
        wanted |= Q(review_state=State.OPEN) & by_others & not_scheduled
    return _with_last_review(Insight.objects.working().with_state()).filter(wanted)


def _with_last_review(insights: QuerySet[Insight]) -> QuerySet[Insight]:
    last = Review.objects.filter(insight=OuterRef("pk")).order_by("-asked_at", "-pk")
    return insights.annotate(
        review_state=Subquery(last.values("state")[:1]),
        review_by=Subquery(last.values("asked_by")[:1]),
        review_revision=Subquery(last.values("revision")[:1]),
    )
