"""Lists inside a section: social links, buttons, questions, figures."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from insights.richtext import Problem
from insights.sections.fields import Place, Salvaged, SectionField
from insights.sections.forms import SectionForm
from insights.sections.widgets import RowsWidget

ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class RowsField(SectionField):
    """A list of rows, each guarded by a small form. A row keeps its id and every key its form does not know."""

    def __init__(self, row: type[SectionForm], *, max_rows: int = 50, **kwargs: Any) -> None:
        self.row, self.max_rows = row, max_rows
        kwargs.setdefault("required", False)
        super().__init__(widget=RowsWidget(row, max_rows), **kwargs)

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        if value in (None, ""):
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ValidationError(_("This must be a list of rows."))
        if len(value) > self.max_rows:
            raise ValidationError(_("At most %(limit)s rows."), params={"limit": self.max_rows})
        return self._clean_rows(value)

    def to_data(self, value: Any, before: Any = None) -> Any:
        """Rows as they are now; each over what its earlier self held, so that unknown keys stay."""
        known = {row.get("id"): row for row in before or [] if isinstance(row, dict)}
        return [self.row.over(known.get(row["id"], {}), row) for row in value]

    def images(self, value: Any) -> Iterator[str]:
        for item in value or []:
            yield from self.row.images_in(item)

    def insights(self, value: Any) -> Iterator[uuid.UUID]:
        for item in value or []:
            yield from self.row.insights_in(item)

    def places(self, value: Any) -> Iterator[Place]:
        for index, item in enumerate(value or []):
            yield from (inner._replace(path=f"[{index}].{inner.path}") for inner in self.row.places(item))

    def salvage(self, value: Any) -> Salvaged:
        """Row by row: a bad row never costs the others. What cannot be a row is kept aside with the whole list."""
        rows = value if isinstance(value, list) else [value] if value else []
        kept: list[dict[str, Any]] = []
        problems: list[Problem] = []
        for index, item in enumerate(rows):
            if isinstance(item, dict) and len(kept) < self.max_rows:
                data, found = self.row.salvage(item)
                kept.append(_with_id(data, {row["id"] for row in kept}, f"row-{index}"))
                problems += [Problem(f"[{index}].{path}", message) for path, message in found]
            else:
                problems.append(Problem(f"[{index}]", str(_("Not a row, or one too many; kept for the export."))))
        return Salvaged(kept, problems, keep_original=len(kept) < len(rows))

    def _clean_rows(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        cleaned: list[dict[str, Any]] = []
        errors: list[str] = []
        for index, item in enumerate(rows):
            form = self.row(item, partial=True)
            errors += [f"[{index}].{path}: {message}" for path, message in form.problems()]
            cleaned.append(_with_id(form.stored(), {row["id"] for row in cleaned}, _new_id()))
        if errors:
            raise ValidationError(errors)
        return cleaned


def _new_id() -> str:
    return get_random_string(8, "abcdefghijklmnopqrstuvwxyz0123456789")


def _with_id(row: dict[str, Any], taken: set[str], otherwise: str) -> dict[str, Any]:
    """The row with a usable id that none of its neighbours has; the same rows always get the same ids."""
    given = row.get("id")
    if isinstance(given, str) and ROW_ID.fullmatch(given) and given not in taken:
        return row
    while otherwise in taken:
        otherwise += "-"
    return row | {"id": otherwise}
