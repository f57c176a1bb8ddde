"""What is asked before publishing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insights.builder.moments import MomentField
from insights.builder.standing import in_words
from insights.content.models import Insight

NOW, LATER = "now", "later"
NOTE = 300


class PublishForm(forms.Form):
    """When, until when, and what the history shall say; `revision` is what the editor looked at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=_("When"), choices=[(NOW, _("Now")), (LATER, _("At a moment"))], widget=forms.RadioSelect
    )
    moment = MomentField(label=_("Goes live"), required=False)
    until = MomentField(
        label=_("Ends"), required=False, help_text=_("Readers cease to see it then. Empty: it does not end.")
    )
    note = forms.CharField(
        label=_("Note for the history"),
        max_length=NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is new in this version; only the team reads it."),
    )
    accepted = forms.BooleanField(
        label=_("I have looked at these, publish it as it is"),
        error_messages={"required": _("Please look at the list above first.")},
    )

    def __init__(self, data: Any = None, *, insight: Insight, has_warnings: bool, later: bool = False) -> None:
        initial = {"revision": insight.revision, "when": LATER if later else NOW, "until": _ahead(insight.expires_at)}
        super().__init__(data, initial=initial, use_required_attribute=False)
        if date := _ahead(insight.published_at):
            self.fields["when"].choices = [  # type: ignore[attr-defined]
                (NOW, _("On its date, %s") % in_words(date)),
                (LATER, _("At a moment")),
            ]
        if not has_warnings:
            del self.fields["accepted"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_later = values.get("when") == LATER
        moment, until = values.get("moment"), values.get("until")
        if not is_later:
            values["moment"] = None
        elif moment is None and "moment" not in self.errors:
            self.add_error("moment", _("Say when it shall go live."))
        elif moment and moment <= timezone.now():
            self.add_error("moment", _("This moment has passed. Choose a later one, or “Now”."))
        if until and until <= (values.get("moment") or timezone.now()):
            self.add_error("until", _("The end lies before the start."))
        return values

    def take(self, error: ValidationError) -> None:
        """What publishing has refused, at the field it is about or above all."""
        for message in error.messages:
            self.add_error(None, message)


def _ahead(moment: datetime | None) -> datetime | None:
    """A moment that is to come; one that has passed is not proposed again."""
    return moment if moment and moment > timezone.now() else None
