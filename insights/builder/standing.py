"""The state of an insight, moments and people, in the words of the admin's pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.publishing.states import CHANGED, PUBLISHED, SCHEDULED, State, state

CHIPS = {PUBLISHED: "", CHANGED: "state--changed", SCHEDULED: "state--scheduled"}


class Standing(NamedTuple):
    """The state of an insight as a chip, and what is to be known of it in a few words."""

    state: State
    chip: str
    notes: list[str]


def standing(insight: Any) -> Standing:
    """Of a working copy from `with_state()`, read together with who changed it last."""
    found = state(insight)
    return Standing(found, CHIPS.get(found.code, "state--draft"), [*_changes(insight, found), *_times(insight, found)])


def in_words(moment: datetime | None) -> str:
    """“Dec 1, 09:00” where the editor is; with the year if it is not this one."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if local.year != timezone.localtime().year:
        return date_format(local, "SHORT_DATETIME_FORMAT")
    return f"{date_format(local, 'MONTH_DAY_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"


def person(user: Any) -> str:
    """How somebody is named: by name, else as they sign in."""
    return user.get_full_name() or user.get_username() if user else ""


def since(moment: datetime) -> str:
    """The time of today, else the day too."""
    local = timezone.localtime(moment)
    return date_format(local, "TIME_FORMAT") if local.date() == timezone.localdate() else in_words(moment)


def _changes(insight: Any, found: State) -> list[str]:
    """Who changed it last and when, and since when readers see something else; or who edited what they do not see."""
    if not found.has_changes and found.code in {PUBLISHED, SCHEDULED}:
        return []
    who, when = person(insight.updated_by), since(insight.updated_at)
    if not found.has_changes:
        words = _("edited by %(who)s, %(when)s") if who else _("edited %(when)s")
        return [words % {"who": who, "when": when}]
    words = _("changes since %(since)s, last by %(who)s, %(when)s") if who else _("changes since %(since)s")
    return [words % {"who": who, "when": when, "since": since(insight.changed_since or insight.updated_at)}]


def _times(insight: Any, found: State) -> list[str]:
    """What is to come."""
    notes = []
    if found.starts_at:
        words = _("goes live %s") if insight.live_revision is None else _("changes go live %s")
        notes.append(words % in_words(found.starts_at))
    if found.ends_at and (insight.live_revision is not None or found.starts_at):
        notes.append(_("ends %s") % in_words(found.ends_at))
    return notes
