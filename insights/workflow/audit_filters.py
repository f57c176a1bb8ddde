"""What the audit trail is narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import DateField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.builder.moments import FIRST, LAST
from insights.publishing.models import Action, AuditEntry


class ActionFilter(admin.SimpleListFilter):
    """What was done."""

    title, parameter_name = _("what"), "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Action.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() in Action.values else queryset


class PersonFilter(admin.SimpleListFilter):
    """Who did it, by name: people may be gone."""

    title, parameter_name = _("who"), "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        names = AuditEntry.objects.order_by("actor_name").values_list("actor_name", flat=True).distinct()
        return [(name or "-", name or _("the site itself")) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        name = self.value()
        if name is None or name not in {value for value, _label in self.lookup_choices}:
            return queryset
        return queryset.filter(actor_name="" if name == "-" else name)


class DayFilter(admin.ListFilter):
    """From one day until another, both included, in the editor's time zone."""

    title = _("when")
    template = "insights/workflow/audit_days.html"
    column = "at"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.typed = {name: (params.pop(name, None) or [""])[-1] for name in ("from", "until")}
        self.others = [(k, v) for k, v in request.GET.items() if k not in {*self.typed, "p"} and "\0" not in v]
        self.errors: list[str] = []

    def expected_parameters(self) -> list[str | None]:
        return ["from", "until"]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        yield {"typed": self.typed, "others": self.others, "errors": self.errors}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        start, end = self._start("from"), self._start("until")
        found = queryset.filter(**{f"{self.column}__gte": start}) if start else queryset
        return found.filter(**{f"{self.column}__lt": end + timedelta(days=1)}) if end else found

    def _start(self, name: str) -> datetime | None:
        """When a day begins; none if nothing, or no day, was typed."""
        try:
            day = DateField(required=False).clean(self.typed[name])
            if day and not FIRST <= day.year <= LAST:
                raise ValidationError(_("Enter a valid date."))
        except ValidationError as error:
            self.errors += error.messages
            return None
        return timezone.make_aware(datetime.combine(day, time())) if day else None
