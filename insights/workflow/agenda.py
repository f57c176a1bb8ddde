"""What goes live and what ends, and when: two queries, whatever there is."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.content.models import Insight
from insights.sections.base import Section

PUBLISHED, FIRST, CHANGE, END = _("Went live"), _("Goes live"), _("Changes go live"), _("Ends")
SHOWN, GONE = _("Section appears"), _("Section disappears")


class Entry(NamedTuple):
    """Something that happens to an insight at a moment; `section` names the section that it is about."""

    moment: datetime
    what: Promise
    tone: str
    title: str
    home_id: uuid.UUID
    section: str = ""
    uid: str = ""


def agenda(start: datetime, end: datetime) -> list[Entry]:
    """All that happens from a moment to another, in order; each only once."""
    found = {entry for entry in [*_insights(start, end), *_sections(start, end)] if start <= entry.moment < end}
    return sorted(found, key=lambda entry: (entry.moment, entry.title, entry.uid))


def _insights(start: datetime, end: datetime) -> Iterator[Entry]:
    """Both versions on the stage of every insight that has one in this time."""
    within = _within("visible_from", start, end) | _within("visible_until", start, end)
    homes = Insight.objects.staged().filter(within).values("working_copy")
    names = ("working_copy", "title", "is_live", "visible_from", "visible_until")
    rows: dict[uuid.UUID, list[tuple[str, bool, datetime, datetime | None]]] = defaultdict(list)
    for home_id, *row in Insight.objects.staged().filter(working_copy__in=homes).order_by().values_list(*names):
        rows[home_id].append(tuple(row))  # type: ignore[arg-type]
    for home_id, staged in rows.items():
        yield from _of(home_id, staged)


def _of(home_id: uuid.UUID, staged: Iterable[tuple[str, bool, datetime, datetime | None]]) -> Iterator[Entry]:
    """Where one version gives way to the next at the same moment, nothing ends."""
    rows = list(staged)
    starts = {start for _title, _is_live, start, _end in rows}
    for title, is_live, start, end in rows:
        if is_live:
            yield Entry(start, PUBLISHED, "past", title, home_id)
        else:
            yield Entry(start, CHANGE if len(rows) > 1 else FIRST, "start", title, home_id)
        if end and end not in starts:
            yield Entry(end, END, "end", title, home_id)


def _sections(start: datetime, end: datetime) -> Iterator[Entry]:
    """Sections shown for a time, of what is live or scheduled."""
    within = _within("visible_from", start, end) | _within("visible_until", start, end)
    rows = Section.objects.filter(within, insight__visible_from__isnull=False, enabled=True).select_related("insight")
    names = ("uid", "kind", "visible_from", "visible_until", "insight__title", "insight__working_copy")
    for row in rows.only(*names).order_by():
        about = (row.insight.title, row.insight.home_id, str(row.label), row.uid)
        if row.visible_from:
            yield Entry(row.visible_from, SHOWN, "start", *about)
        if row.visible_until:
            yield Entry(row.visible_until, GONE, "end", *about)


def _within(name: str, start: datetime, end: datetime) -> Q:
    return Q(**{f"{name}__gte": start, f"{name}__lt": end})
