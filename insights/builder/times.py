"""Showing a section for a time only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.builder.standing import in_words
from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.sections.base import Section


class Times(NamedTuple):
    """From when, until when; either may be open."""

    start: datetime | None
    end: datetime | None


@transaction.atomic
def set_times(insight_id: uuid.UUID, uid: str, times: Times, *, by: Any) -> Times:
    """Show a section for a time only; returns what was set before.

    As with switching, the section's own revision stays: what is typed into an open form of it is no conflict. Raises
    Insight.DoesNotExist, Section.DoesNotExist, and ValidationError for an end that lies before the start.
    """
    if times.start and times.end and times.end <= times.start:
        raise ValidationError(_("The end lies before the start."))
    if not touch(insight_id, by):
        raise Insight.DoesNotExist
    section = Section.objects.only("kind", "visible_from", "visible_until").get(insight=insight_id, uid=uid)
    before = Times(section.visible_from, section.visible_until)
    if before == times:
        transaction.set_rollback(True)
    else:
        Section.objects.filter(pk=section.pk).update(visible_from=times.start, visible_until=times.end)
    return before


def flagged(sections: Iterable[Section]) -> list[Section]:
    """The sections, those shown for a time only with the words for it as `times`."""
    found = list(sections)
    for section in found:
        if section.visible_from or section.visible_until:
            section.times = words(Times(section.visible_from, section.visible_until))  # type: ignore[attr-defined]
    return found


def words(times: Times) -> str:
    """“From Dec 1, 09:00”, “Until …”, “Over”; what has passed is not said."""
    now, (start, end) = timezone.now(), times
    if end and end <= now:
        return _("Over since %s") % in_words(end)
    if start and start > now and end:
        return _("From %(start)s until %(end)s") % {"start": in_words(start), "end": in_words(end)}
    if start and start > now:
        return _("From %s") % in_words(start)
    return _("Until %s") % in_words(end) if end else ""
