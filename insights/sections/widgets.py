"""Widgets of sections' forms: each works as a plain control, and carries what its script makes more of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer

from insights.media.pictures import picture_at
from insights.sections.options import chosen_category, chosen_insights

MAX_POSTED = 500  # rows that one form may have had, removed ones included
BLANK = "__row__"  # stands for the number of a row that a script adds
REST = Signer(salt="insights.row")


class ImageWidget(forms.TextInput):
    """The path of an image, with the picture beside it."""

    template_name = "insights/builder/image.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["picture"] = picture_at(context["widget"]["value"] or "")
        return context


class InsightsWidget(forms.Textarea):
    """Ids of insights, one a line, with their titles."""

    template_name = "insights/builder/choices.html"
    limit = 0

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = context["widget"]["value"] or ""
        context["widget"] |= {"chosen": chosen_insights(text.split()), "limit": self.limit}
        return context


class CategoryWidget(forms.TextInput):
    """The slug of a topic, with its name."""

    template_name = "insights/builder/category.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["chosen"] = chosen_category(context["widget"]["value"] or "")
        return context


class RowsWidget(forms.Widget):
    """Rows of small forms. Posted as `name-0-field`, `name-1-field` …; JSON data gives the list itself.

    `name-N-id` carries a row's id, `name-N-delete` drops it, `name-N-order` sorts it, `name-N-rest` holds what its
    form does not know, so that a row that was removed and brought back is whole. One empty row follows for adding
    without JavaScript.
    """

    template_name = "insights/builder/rows.html"

    def __init__(self, row: type[forms.Form], max_rows: int = 50) -> None:
        super().__init__()
        self.row, self.max_rows = row, max_rows

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if f"{name}-rows" not in data:
            return data.get(name)
        posted = (self._posted(data, files, f"{name}-{index}") for index in range(_count(data, name)))
        rows = [row for row in posted if row is not None]
        return [row for _order, row in sorted(rows, key=lambda pair: pair[0])]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = value if isinstance(value, list) else []
        ids = str(context["widget"]["attrs"].get("id", f"id_{name}")).removesuffix(name) + "%s"
        context["widget"] |= {
            "rows": [self._shown(row, f"{name}-{index}", ids) for index, row in enumerate(rows)],
            "spare": self._blank(f"{name}-{len(rows)}", ids),
            "blank": self._blank(f"{name}-{BLANK}", ids),
            "count": len(rows) + 1,
            "max_rows": self.max_rows,
        }
        return context

    def _shown(self, row: dict[str, Any], prefix: str, ids: str) -> dict[str, Any]:
        """A row's form that shows its values, and what is wrong with them at their fields."""
        form = self.row({f"{prefix}-{key}": value for key, value in row.items()}, prefix=prefix, auto_id=ids)
        for field in form.fields.values():
            field.required = False
        rest = {key: value for key, value in row.items() if key != "id" and key not in form.fields}
        return {"form": form, "id": row.get("id", ""), "rest": REST.sign_object(rest) if rest else ""}

    def _blank(self, prefix: str, ids: str) -> dict[str, Any]:
        return {"form": self.row(prefix=prefix, auto_id=ids), "id": "", "rest": ""}

    def _posted(self, data: Mapping[str, Any], files: Any, prefix: str) -> tuple[int, dict[str, Any]] | None:
        values = {
            name: field.widget.value_from_datadict(data, files, f"{prefix}-{name}")
            for name, field in self.row.base_fields.items()
        }
        id_ = data.get(f"{prefix}-id", "")
        if data.get(f"{prefix}-delete") or not (id_ or any(values.values())):
            return None
        return _number(data.get(f"{prefix}-order")), {**_rest(data, prefix), "id": id_, **values}


def _rest(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What we printed of a row beyond its form; what anybody else wrote there is ignored."""
    try:
        found: dict[str, Any] = REST.unsign_object(data.get(f"{prefix}-rest", ""))
    except (BadSignature, ValueError):
        return {}
    return found


def _count(data: Mapping[str, Any], name: str) -> int:
    return min(_number(data.get(f"{name}-rows")), MAX_POSTED)


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 6 else 0
