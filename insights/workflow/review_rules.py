"""Who may do what with reviews and comments."""

from __future__ import annotations

from typing import Any

from insights.content.models import Insight
from insights.publishing.rules import may_edit, may_publish
from insights.workflow.models import Comment, Review


def may_comment(user: Any, insight: Insight) -> bool:
    """Those who write it or publish it; whoever may only read it, reads the comments too."""
    return may_edit(user, insight) or may_publish(user, insight)


def may_resolve(user: Any, comment: Comment) -> bool:
    """The same people, and whoever made the comment."""
    return comment.made_by_id == user.pk or may_comment(user, comment.insight)


def may_answer(user: Any, review: Review) -> bool:
    """Those who may publish – except who asked: a review is a second pair of eyes."""
    return review.asked_by_id != user.pk and may_publish(user, review.insight)
