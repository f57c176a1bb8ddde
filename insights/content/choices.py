"""A form's field for many rows of a table, whatever is posted to it."""

from __future__ import annotations

from typing import Any

from django import forms

LONGEST = 18  # digits of a number that every database holds


class ManyField(forms.ModelMultipleChoiceField):
    """Boxes to tick. A number that no database holds names nothing, where SQLite would break on it."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        return super().clean([str(one)[:LONGEST] for one in value or []])
