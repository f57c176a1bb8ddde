"""Who may do what with an insight: the one place that says so. Without an insight: with any at all.

Permissions come from roles (groups) or from the user; `change_own_insight` counts for insights the user owns. Nobody
who is inactive or not staff may do anything.
"""

from __future__ import annotations

from typing import Any

from insights.content.models import Insight

READING = ("insights.view_insight", "insights.change_insight", "insights.change_own_insight")


def may_read(user: Any, insight: Insight | None = None) -> bool:
    """See drafts, versions, checks and previews."""
    return any(_has(user, permission) for permission in READING)


def may_add(user: Any) -> bool:
    """Begin an insight, which is then one's own; a duplicate is one too."""
    return _has(user, "insights.add_insight")


def may_edit_all(user: Any) -> bool:
    """Change whosever insight; what is done to many at once asks for this."""
    return _has(user, "insights.change_insight")


def may_edit(user: Any, insight: Insight | None = None) -> bool:
    """Change the working copy: details, sections, restore, discard."""
    return may_edit_all(user) or (_has(user, "insights.change_own_insight") and owns(user, insight))


def owns(user: Any, insight: Insight | None) -> bool:
    """Whether the insight is this person's; without one, whether it could be."""
    return insight is None or (insight.owner_id is not None and insight.owner_id == user.pk)


def may_publish(user: Any, insight: Insight | None = None) -> bool:
    """Change what readers see: publish, schedule, unpublish, set an end; and answer reviews."""
    return _has(user, "insights.publish_insight")


def may_delete(user: Any, insight: Insight | None = None) -> bool:
    """Into the trash and out of it."""
    return _has(user, "insights.delete_insight")


def may_ask(user: Any, insight: Insight | None = None) -> bool:
    """Hand the insight over for review: whoever may edit it."""
    return may_edit(user, insight)


def _has(user: Any, permission: str) -> bool:
    return bool(user.is_active and user.is_staff and user.has_perm(permission))
