"""What the team fills in about a request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from insights.content.validators import storable
from insights.demos.changes import called
from insights.demos.models import Booking, DemoRequest, Entry
from insights.demos.slots import parse
from insights.demos.team.pages import owners

FURTHEST = timedelta(days=730)
LABELS = {"state": _("State"), "owner": _("Owner"), "next_step": _("Next step"), "next_step_on": _("Due")}


class OwnerField(forms.ModelChoiceField):
    """Somebody of the team, by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(owners(), required=False, empty_label=_("Nobody"), **{"label": _("Owner")} | options)

    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


class TeamForm(forms.Form):
    """One form for all, so that pressing a state loses nothing that was typed beside it.

    It says what it showed, so that only what was changed in it is saved.
    `conflicts` are (label, what is there now, what was typed) after somebody else has saved.
    """

    state = forms.ChoiceField(choices=DemoRequest.State.choices, required=False)
    owner = OwnerField(show_hidden_initial=True)
    next_step = forms.CharField(
        label=_("Next step"), max_length=300, required=False, validators=[storable], show_hidden_initial=True
    )
    next_step_on = forms.DateField(
        label=_("Due"), required=False, show_hidden_initial=True,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Add a note"), required=False, max_length=4000, validators=[storable], strip=True,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, demo: DemoRequest) -> None:
        names = ("owner", "next_step", "next_step_on", "revision")
        initial = {name: getattr(demo, name) for name in names}
        super().__init__(data, initial=initial, label_suffix="", use_required_attribute=False)
        self.conflicts: list[tuple[Any, Any, Any]] = []
        if demo.owner_id:  # who has left the team still is whose it was
            field: Any = self.fields["owner"]
            people = get_user_model().objects.filter(pk=demo.owner_id)
            field.queryset = (field.queryset | people).distinct()

    def values(self) -> dict[str, Any]:
        """The columns that were changed here; the state if one was pressed."""
        return {name: self.cleaned_data[name] for name in LABELS if name in self.changed_data}

    def disagree(self, demo: DemoRequest) -> bool:
        """Show both values of what somebody else has set meanwhile, too; the next save is of what is there now."""
        mine = self.values()
        differing = {name: value for name, value in mine.items() if value != getattr(demo, name)}
        self.conflicts = [
            (LABELS[name], _said(getattr(demo, name)), _said(value))
            for name, value in differing.items()
            if name == "state" or self._is_set_by_others(name, demo)
        ]
        there = {name: self._text(name, demo) for name in self.initial}
        shown = {self.add_initial_prefix(name): text for name, text in there.items()}
        theirs = {name: text for name, text in there.items() if name not in mine}
        self.data: Any = {**self.data.dict(), **shown, **theirs}  # type: ignore[attr-defined]
        return bool(self.conflicts)

    def _is_set_by_others(self, name: str, demo: DemoRequest) -> bool:
        """Whether it is not what the form showed any more."""
        return self.fields[name].has_changed(getattr(demo, name), self.data.get(self.add_initial_prefix(name), ""))

    def _text(self, name: str, demo: DemoRequest) -> str:
        """What stands in the request, as a form sends it."""
        value = self.fields[name].prepare_value(getattr(demo, name))
        return "" if value is None else str(value)


class BookingForm(forms.Form):
    """When the demo is to be; typed and shown on the team's clock, whoever looks."""

    starts_at = forms.DateTimeField(
        label=_("Date and time"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, data: Any, booking: Booking | None, zone: ZoneInfo) -> None:
        initial = {"starts_at": booking.starts_at.astimezone(zone).replace(tzinfo=None)} if booking else {}
        super().__init__(data, initial=initial, label_suffix="", use_required_attribute=False)
        self.zone = zone

    def clean(self) -> Any:
        moment = self.cleaned_data.get("starts_at")
        if moment and not timezone.now() < moment < timezone.now() + FURTHEST:
            self.add_error("starts_at", _("Choose a time within the next two years."))
        return self.cleaned_data

    def full_clean(self) -> None:
        with timezone.override(self.zone):
            super().full_clean()


class BulkForm(ActionForm):
    """What the actions of the list set."""

    to_state = forms.ChoiceField(label=_("State:"), required=False, choices=[("", "–"), *DemoRequest.State.choices])
    to_owner = OwnerField(label=_("Owner:"))


def line(entry: Entry) -> str:
    """What a line of the timeline says beside its name."""
    if entry.kind == Entry.Kind.STATE:
        return " → ".join(_state(entry.data.get(name)) for name in ("from", "to"))
    if entry.kind == Entry.Kind.OWNER:
        return " → ".join(str(entry.data.get(name) or _("nobody")) for name in ("from", "to"))
    if entry.kind == Entry.Kind.STEP:
        return " · ".join(filter(None, (entry.text, entry.data.get("on")))) or str(_("None"))
    if moment := parse(str(entry.data.get("starts_at", ""))):
        before = entry.data.get("before")
        return " → ".join(map(_moment, [datetime.fromisoformat(before), moment] if before else [moment]))
    return entry.text


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    zone = timezone.get_current_timezone_name()
    return f"{date_format(local, 'l')}, {date_format(local, 'SHORT_DATETIME_FORMAT')} ({zone})"


def _state(value: Any) -> str:
    return str(dict(DemoRequest.State.choices).get(value, value or "–"))


def _said(value: Any) -> str:
    if value in (None, ""):
        return "–"
    return _state(value) if value in DemoRequest.State.values else called(value) if hasattr(value, "pk") else str(value)
