"""A moment in a form: typed and shown in the editor's own time zone, stored in UTC."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST, LAST = 1900, 2200


class Typed(str):
    """A moment as it was typed, with the time zone that the page showed then."""

    zone: str

    def __new__(cls, text: str, zone: str) -> Typed:
        typed = super().__new__(cls, text)
        typed.zone = zone
        return typed


class MomentInput(forms.DateTimeInput):
    """The browser's own control and, hidden beside it, the zone it is meant in: a form may have been open while the
    editor travelled, or before the zone was known."""

    input_type = "datetime-local"
    template_name = "insights/builder/moment.html"

    def __init__(self, attrs: Any = None, format: str | None = None) -> None:  # noqa: A002 - Django's name
        super().__init__({"class": "vTextField", **(attrs or {})}, format)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = data.get(name)
        return None if text is None else Typed(text, data.get(f"{name}_zone", ""))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        told, zone_id = context["widget"]["attrs"], f"{(attrs or {}).get('id') or name}_in"
        told["aria-describedby"] = f"{told.get('aria-describedby', '')} {zone_id}".strip()
        return context | {"zone": _zone(getattr(value, "zone", "")).key, "zone_id": zone_id}

    def format_value(self, value: Any) -> str | None:
        return _text(value) if isinstance(value, datetime) else value or None


class MomentField(forms.DateTimeField):
    """As Django's, which refuses a time that the zone skips or has twice; and within a person's horizon."""

    widget = MomentInput

    def prepare_value(self, value: Any) -> Any:
        """In the current zone; in UTC if the clock shows that time twice there, so that it can be saved again."""
        if not isinstance(value, datetime) or timezone.is_naive(value):
            return value
        shown: datetime = super().prepare_value(value)
        if not _is_twice(shown):
            return shown
        plain = value.astimezone(UTC).replace(tzinfo=None)
        return Typed(_text(plain), "UTC")

    def to_python(self, value: Any) -> datetime | None:
        zone = _zone(getattr(value, "zone", ""))
        with timezone.override(zone):
            moment = self._read(value, zone.key)
        if moment and not FIRST <= moment.year <= LAST:
            raise ValidationError(_("Enter a year from %(first)d to %(last)d."), "year", {"first": FIRST, "last": LAST})
        return moment

    def _read(self, value: Any, zone: str) -> datetime | None:
        """Django's reason when the clock skips a time or has it twice, in plainer words."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            words = _("The clocks change then in %(zone)s. Choose a time an hour earlier or later.")
            raise ValidationError(words, "clocks", {"zone": zone}) from error


def _text(local: datetime) -> str:
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _zone(name: str) -> zoneinfo.ZoneInfo:
    """A zone by its name, else the current one."""
    return zoneinfo.ZoneInfo(name if name in _names() else timezone.get_current_timezone_name())


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _is_twice(local: datetime) -> bool:
    here = local.replace(tzinfo=timezone.get_current_timezone())
    return here.utcoffset() != here.replace(fold=1 - here.fold).utcoffset()
