"""A field as a form shows it: with its place in the section's data, so that an error's path finds it on the page."""

from __future__ import annotations

import json
import re
from typing import Any

from django import forms

IN_A_ROW = re.compile(r"\[\d+\]\.")


class BoundSectionField(forms.BoundField):
    """Knows the path that problems name (`links[2].url`), which errors are its own, and when it matters."""

    @property
    def path(self) -> str:
        """Where the value stands in the section's data. A row's form has the prefix `links-2`."""
        name, _mark, index = str(self.form.prefix or "").rpartition("-")
        return f"{name}[{index}].{self.name}" if name else self.name

    @property
    def own_errors(self) -> list[str]:
        """Errors without those of rows, which stand at the rows' own fields."""
        messages = [str(message) for message in self.errors]
        has_rows = getattr(self.field, "row", None) is not None
        return [message for message in messages if not (has_rows and IN_A_ROW.match(message))]

    @property
    def shown_when(self) -> str:
        """The other fields' values with which this one matters, as JSON; empty when it always does."""
        wanted = getattr(self.field, "shown_when", None) or {}
        return json.dumps({name: _several(values) for name, values in wanted.items()}) if wanted else ""

    @property
    def aria_describedby(self) -> str | None:
        """Help and errors, whether there are any yet or not: a script may bring them later."""
        if "aria-describedby" in self.field.widget.attrs or not self.auto_id:
            return None
        help_ = [f"{self.auto_id}_helptext"] if self.help_text else []
        return " ".join([*help_, f"{self.auto_id}_error"])

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> Any:
        """As Django does, with the list of suggestions that the field's template prints."""
        attrs = super().build_widget_attrs(attrs, widget)
        if getattr(self.field, "suggestions", ()):
            attrs |= {"list": f"{self.auto_id}_list"}
        return attrs


def _several(values: str | tuple[str, ...]) -> list[str]:
    return [values] if isinstance(values, str) else list(values)
