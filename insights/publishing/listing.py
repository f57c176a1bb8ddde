"""Sections that list the insights of a topic, whatever their kind calls the field."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q

from insights.sections.references import CategoryField
from insights.sections.registry import kinds


def listed_on(slugs: Collection[str]) -> Q | None:
    """Sections whose topic is one of these; None when there can be none."""
    fields = [
        (kind, name)
        for kind, model in kinds().items()
        for name, field in model.Form.base_fields.items()
        if isinstance(field, CategoryField)
    ]
    asked = [Q(kind=kind, **{f"data__{name}__in": sorted(slugs)}) for kind, name in fields]
    return reduce(or_, asked) if asked and slugs else None
