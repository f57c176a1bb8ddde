"""What an editor sees at a glance: the state of an insight, from what `with_state()` has annotated."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DRAFT, PUBLISHED, CHANGED, SCHEDULED, UNPUBLISHED = "draft", "published", "changed", "scheduled", "unpublished"
LABELS: dict[str, Promise] = {
    DRAFT: _("Draft"),
    PUBLISHED: _("Published"),
    CHANGED: _("Published · unpublished changes"),
    SCHEDULED: _("Scheduled"),
    UNPUBLISHED: _("Unpublished"),
}
LIVE = Q(live_revision__isnull=False)
SAID = Q(live_revision=F("revision")) | Q(next_revision__isnull=False, next_revision=F("revision"))
WHICH: dict[str, Q] = {  # on rows of `with_state()`
    DRAFT: ~LIVE & Q(next_from=None, was_seen=False),
    PUBLISHED: LIVE & SAID,
    CHANGED: LIVE & ~SAID,
    SCHEDULED: ~LIVE & Q(next_from__isnull=False),
    UNPUBLISHED: ~LIVE & Q(next_from=None, was_seen=True),
}


class State(NamedTuple):
    """`starts_at` is when a scheduled version takes over, `ends_at` when readers cease to see the live one.

    `has_changes` tells that the working copy says something that no published or scheduled version says.
    """

    code: str
    label: Promise
    has_changes: bool
    starts_at: datetime | None
    ends_at: datetime | None


def state(insight: Any) -> State:
    """The state of a working copy from `with_state()`."""
    is_live = insight.live_revision is not None
    said = insight.revision in {insight.live_revision, insight.next_revision}
    if is_live:
        code = PUBLISHED if said else CHANGED
    elif insight.next_from:
        code = SCHEDULED
    else:
        code = UNPUBLISHED if insight.was_seen else DRAFT
    has_changes = not said and code not in {DRAFT, UNPUBLISHED}
    return State(code, LABELS[code], has_changes, insight.next_from, insight.expires_at)
