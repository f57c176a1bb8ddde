"""Widgets that can take a whole JSON value as well as what an HTML form posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class RowsWidget(forms.Widget):
    """Rows of small forms. Posted as `name-0-field`, `name-1-field` …; JSON data gives the list itself.

    `name-N-id` carries a row's id, `name-N-delete` drops it, `name-N-order` sorts it; one empty row follows for
    adding without JavaScript.
    """

    template_name = "insights/builder/rows.html"

    def __init__(self, row: type[forms.Form]) -> None:
        super().__init__()
        self.row = row

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if f"{name}-rows" not in data:
            return data.get(name)
        posted = (self._posted(data, files, f"{name}-{index}") for index in range(_count(data, name)))
        rows = [row for row in posted if row is not None]
        return [row for _order, row in sorted(rows, key=lambda pair: pair[0])]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = value if isinstance(value, list) else []
        forms_ = [self._bound(row, f"{name}-{index}") for index, row in enumerate(rows)]
        empty = self.row(prefix=f"{name}-{len(rows)}")
        context["widget"] |= {
            "rows": [{"form": form, "id": row.get("id", "")} for form, row in zip(forms_, rows, strict=True)]
            + [{"form": empty, "id": ""}],
            "count": len(rows) + 1,
        }
        return context

    def _bound(self, row: dict[str, Any], prefix: str) -> forms.Form:
        """A row's form that shows its values, and what is wrong with them at their fields."""
        form = self.row({f"{prefix}-{key}": value for key, value in row.items()}, prefix=prefix)
        for field in form.fields.values():
            field.required = False
        return form

    def _posted(self, data: Mapping[str, Any], files: Any, prefix: str) -> tuple[int, dict[str, Any]] | None:
        values = {
            name: field.widget.value_from_datadict(data, files, f"{prefix}-{name}")
            for name, field in self.row.base_fields.items()
        }
        id_ = data.get(f"{prefix}-id", "")
        if data.get(f"{prefix}-delete") or not (id_ or any(values.values())):
            return None
        return _number(data.get(f"{prefix}-order")), {"id": id_, **values}


def _count(data: Mapping[str, Any], name: str) -> int:
    return min(_number(data.get(f"{name}-rows")), 200)


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 6 else 0
