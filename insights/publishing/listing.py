"""Sections that list the insights of a topic, whatever their kind calls the field."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from insights.sections.base import Section
from insights.sections.references import CategoryField
from insights.sections.registry import kinds


def listing(sections: QuerySet[Section], slugs: Collection[str]) -> QuerySet[Section]:
    """Those of the sections whose topic is one of these.

    Asked of the JSON as it is written, since the column is text on PostgreSQL.
    """
    fields = [
        (kind, name)
        for kind, model in kinds().items()
        for name, field in model.Form.base_fields.items()
        if isinstance(field, CategoryField)
    ]
    asked = [Q(kind=kind, written__contains=_pair(name, slug)) for kind, name in fields for slug in sorted(slugs)]
    return sections.alias(written=Cast("data", TextField())).filter(reduce(or_, asked)) if asked else sections.none()


def _pair(name: str, slug: str) -> str:
    return json.dumps({name: slug}, ensure_ascii=False)[1:-1]
