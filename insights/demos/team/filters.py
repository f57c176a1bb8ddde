"""What the list of requests is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from insights.content.models import Category
from insights.demos.changes import called
from insights.demos.models import DemoRequest
from insights.demos.team.pages import owners, today
from insights.workflow.audit_filters import DayFilter

OFFERED = 40  # insights and campaigns in the side bar, those with most requests first


class ChoiceFilter(admin.SimpleListFilter):
    """One of what is offered; anything else narrows nothing."""

    def offered(self, request: HttpRequest) -> Iterable[tuple[Any, Any]]:
        """(value, words) of each choice."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(value), words) for value, words in self.offered(request)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[DemoRequest]) -> QuerySet[DemoRequest]:
        value = self.value()
        is_offered = value in {offered for offered, _words in self.lookup_choices}
        return self.narrowed(queryset, value, request.user) if is_offered else queryset

    def narrowed(self, queryset: QuerySet[DemoRequest], value: Any, user: Any) -> QuerySet[DemoRequest]:
        """The rows of one choice."""
        return queryset.filter(**{str(self.parameter_name): value})


class StateFilter(ChoiceFilter):
    """How far the conversation has come."""

    title, parameter_name = _("state"), "state"

    def offered(self, request: HttpRequest) -> Any:
        return [("open", _("Still open")), *DemoRequest.State.choices]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        closed = [DemoRequest.State.WON, DemoRequest.State.LOST, DemoRequest.State.SPAM]
        return queryset.exclude(state__in=closed) if value == "open" else queryset.filter(state=value)


class OwnerFilter(ChoiceFilter):
    """Whose they are."""

    title, parameter_name = _("owner"), "owner"

    def offered(self, request: HttpRequest) -> Any:
        people = [(person.pk, called(person)) for person in owners() if person.pk != request.user.pk]
        return [("mine", _("Mine")), ("nobody", _("Nobody")), *people]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        return queryset.filter(owner={"mine": user.pk, "nobody": None}.get(value, value))


class StepFilter(ChoiceFilter):
    """What is to be done next, and when."""

    title, parameter_name = _("next step"), "step"

    def offered(self, request: HttpRequest) -> Any:
        return [("overdue", _("Overdue")), ("today", _("Due today")), ("planned", _("Planned")), ("none", _("None"))]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        day = today()
        return queryset.filter({
            "overdue": Q(next_step_on__lt=day),
            "today": Q(next_step_on=day),
            "planned": ~Q(next_step="") | Q(next_step_on__isnull=False),
            "none": Q(next_step="", next_step_on=None),
        }[value])  # fmt: skip


class TopicFilter(ChoiceFilter):
    """What they would like to talk about."""

    title, parameter_name = _("topic"), "topic"

    def offered(self, request: HttpRequest) -> Any:
        return Category.objects.values_list("pk", "name")

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        return queryset.filter(topics=value)


class InsightFilter(ChoiceFilter):
    """Which article earned them."""

    title, parameter_name = _("insight"), "from_insight"

    def offered(self, request: HttpRequest) -> Any:
        counted = DemoRequest.objects.exclude(insight=None).order_by().values("insight", "insight__title")
        rows = counted.annotate(count=Count("pk")).order_by("-count", "insight")[:OFFERED]
        return [(row["insight"], row["insight__title"] or _("Untitled")) for row in rows]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        return queryset.filter(insight=value)


class SourceFilter(ChoiceFilter):
    """The campaign's source, as the link named it."""

    title, parameter_name = _("campaign source"), "source"

    def offered(self, request: HttpRequest) -> Any:
        counted = DemoRequest.objects.order_by().values_list("campaign__utm_source").annotate(count=Count("pk"))
        return [(name, name) for name, _count in counted.order_by("-count")[: OFFERED + 1] if name]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        return queryset.filter(campaign__utm_source=value)


class SizeFilter(ChoiceFilter):
    """How many people work there."""

    title, parameter_name = _("company size"), "company_size"

    def offered(self, request: HttpRequest) -> Any:
        return DemoRequest.Size.choices


class FlaggedFilter(ChoiceFilter):
    """Whether something looked like spam."""

    title, parameter_name = _("flagged"), "flagged"

    def offered(self, request: HttpRequest) -> Any:
        return [("yes", _("Yes")), ("no", _("No"))]

    def narrowed(self, queryset: Any, value: Any, user: Any) -> Any:
        return queryset.filter(reasons=[]) if value == "no" else queryset.exclude(reasons=[])


class ReceivedFilter(DayFilter):
    """From one day until another, both included."""

    title, column = _("received"), "created_at"
