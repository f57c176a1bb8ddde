"""Insights as documents: the inverse of the import. What was imported and not changed since comes out as it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from insights.content.models import Insight
from insights.documents.emitting import emit
from insights.documents.sets import HANDLE
from insights.sections.base import Section
from insights.sections.forms import ORIGINALS, SectionForm
from insights.sections.rows import RowsField

BLUEPRINT = "our_insight"
PRIVATE = ("updated_by", "duplicated_from", "published")


def documents(insights: Any, *, public: bool = False) -> Iterator[tuple[str, str]]:
    """(file name, text) of working copies or versions, in a few queries for all of them.

    With `public` only what readers could know: no editor, no origin, no front matter of others, nothing hidden.
    """
    rows = insights.order_by("pk").prefetch_related("sections", "placements__category", "tags")
    for insight in rows:
        yield f"{insight.slug}.md", document(insight, public=public)


def document(insight: Insight, *, public: bool = False) -> str:
    """One insight as a Statamic entry."""
    values = {name: value for name, value in _values(insight).items() if value not in (None, "", [], {})}
    if public:
        values = {name: value for name, value in values.items() if name not in {*PRIVATE, *insight.extra}}
    sections = [section for section in insight.sections.all() if section.is_shown or not public]
    sets = [_set(section) for section in sections]
    return f"---\n{emit(values | ({HANDLE: sets} if sets else {}))}---\n"


def _values(insight: Insight) -> dict[str, Any]:
    """Front matter; what the import kept aside stands among it."""
    moment = insight.published_at
    return {
        "id": str(insight.home_id),
        "blueprint": BLUEPRINT,
        "title": insight.title,
        "slug": insight.slug,
        "author": insight.byline,
        "date": _moment(moment) if moment else None,
        "summary": insight.summary,
        "categories": [row.category.slug for row in insight.placements.all()],
        "tags": sorted(tag.name for tag in insight.tags.all()),
        "published": None if insight.working_copy_id or _is_live(insight) else False,
        "duplicated_from": str(insight.duplicated_from) if insight.duplicated_from else None,
        "updated_at": int(insight.updated_at.timestamp()),
        **{name: value for name, value in insight.extra.items() if name != HANDLE},
    }


def _is_live(insight: Insight) -> bool:
    return bool(getattr(insight, "live_revision", None) is not None)


def _moment(moment: datetime) -> str:
    """A day where it is one, else a moment."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return local.strftime("%Y-%m-%d") if local.time() == time() else local.isoformat()


def _set(section: Section) -> dict[str, Any]:
    values = dict(section.data)
    kind = values.pop("type", section.kind) if not section.is_known else section.handle or section.kind
    return {"id": section.uid, **_by_handle(section.Form, values), "type": kind, "enabled": section.enabled}


def _by_handle(form: type[SectionForm], data: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the names that documents use; an original where what it was read as still stands."""
    originals = data.get(ORIGINALS) or {}
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name != ORIGINALS:
            handle = form.handles.get(name, name) if name in form.base_fields else name
            found[handle] = _value(form.base_fields.get(name), value)
    for handle, original in originals.items():
        read, _notes = form.salvage({handle: original})
        names = [name for name in form.base_fields if form.handles.get(name, name) == handle]
        if all(read.get(name) == data.get(name) for name in names):
            found[handle] = original
    return found


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, RowsField) and isinstance(value, list):
        return [_by_handle(field.row, row) for row in value]
    return value
