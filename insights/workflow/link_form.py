"""The form of a preview link: for whom, until when, and what it shows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from insights.content.models import Insight
from insights.content.validators import storable
from insights.publishing.links import LONGEST, make_link
from insights.publishing.models import PreviewLink

DAYS = (1, 7, 30)
A_DATE = "date"
OFFERED = 50  # versions to choose from: the newest


class LinkForm(forms.Form):
    """The date counts only when it is what was chosen; the link is valid until that day ends."""

    label = forms.CharField(
        label=_("For whom"),
        max_length=100,
        required=False,
        validators=[storable],
        help_text=_("A name or a reason, so that you know the link again. Whoever has the link does not see it."),
    )
    target = forms.TypedChoiceField(label=_("What it shows"), required=False, coerce=int, empty_value=None)
    span = forms.ChoiceField(label=_("Valid for"), widget=forms.RadioSelect, initial="7")
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, insight: Insight, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.insight = insight
        spans = [(str(days), ngettext("%d day", "%d days", days) % days) for days in DAYS]
        self.fields["span"].choices = [*spans, (A_DATE, _("Until a day"))]  # type: ignore[attr-defined]
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            ("", _("The working copy as it is then")),
            *((version.number, _named(version)) for version in _versions(insight)),
        ]
        today = timezone.localdate()
        self.fields["until"].widget.attrs.update(min=today.isoformat(), max=(today + LONGEST).isoformat())

    def clean_until(self) -> date | None:
        """Looked at only when it was chosen."""
        day: date | None = self.cleaned_data["until"]
        if self.cleaned_data.get("span") != A_DATE:
            return None
        if day is None:
            raise ValidationError(_("Choose the last day."))
        if not timezone.localdate() <= day <= timezone.localdate() + LONGEST:
            raise ValidationError(_("Choose a day from today on, %d days from now at most.") % LONGEST.days)
        return day

    def make(self, by: Any) -> PreviewLink:
        """The link that was asked for."""
        asked = self.cleaned_data
        number = asked["target"]
        version = Insight.objects.get(working_copy=self.insight, number=number) if number else None
        span = {"until": _end(asked["until"])} if asked["until"] else {"days": int(asked["span"])}
        return make_link(self.insight, by=by, version=version, label=asked["label"], **span)  # type: ignore[arg-type]


def _versions(insight: Insight) -> Any:
    return insight.versions.only("number", "note", "created_at", "working_copy").order_by("-number")[:OFFERED]


def _named(version: Insight) -> str:
    when = date_format(timezone.localtime(version.created_at), "SHORT_DATE_FORMAT")
    words = _("Version %(number)d of %(when)s") % {"number": version.number, "when": when}
    return f"{words} – {version.note[:60]}" if version.note else str(words)


def _end(day: date) -> datetime:
    """When the day is over where the editor is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
