"""How an insight stands between its author and those who publish: for the bar and the review's page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from insights.builder.standing import person, since
from insights.content.models import Insight
from insights.publishing.findings import brief
from insights.publishing.rules import may_ask, may_publish
from insights.workflow.models import Review
from insights.workflow.review_rules import may_answer, may_comment

State = Review.State
CHIPS = {State.OPEN: "state--changed", State.APPROVED: "", State.RETURNED: "state--returned"}


class Handover(NamedTuple):
    """`review` is the last one as long as it matters, `chip` and `words` are how it is shown.

    `is_changed` tells of edits since it was handed over or approved. `can_ask` is whether one may hand over now,
    `should_ask` whether that is one's only way to get it published.
    """

    review: Review | None
    chip: str
    words: str
    is_changed: bool
    can_ask: bool
    should_ask: bool
    can_answer: bool
    can_take_back: bool
    can_comment: bool
    can_publish: bool


def handover(user: Any, insight: Insight) -> Handover:
    """One query."""
    last = insight.reviews.select_related("asked_by", "answered_by").first()
    review = last if last and last.state in CHIPS else None
    if review:
        review.insight = insight
    is_open = bool(review and review.state == State.OPEN)
    is_changed = bool(review and review.state != State.RETURNED and review.revision != insight.revision)
    is_settled = bool(review and review.state == State.APPROVED and not is_changed) or _is_live(insight)
    can_publish, can_edit = may_publish(user, insight), may_ask(user, insight)
    return Handover(
        review=review,
        chip=CHIPS[State(review.state)] if review else "",
        words=_words(review) if review else "",
        is_changed=is_changed,
        can_ask=can_edit and not is_open,
        should_ask=can_edit and not (is_open or is_settled or can_publish),
        can_answer=bool(is_open and review and may_answer(user, review)),
        can_take_back=is_open and can_edit,
        can_comment=may_comment(user, insight),
        can_publish=can_publish,
    )


def _is_live(insight: Any) -> bool:
    """Readers see it as it is; known of rows from `with_state()`."""
    return getattr(insight, "live_revision", None) == insight.revision


def _words(review: Review) -> str:
    """Who has it since when, or what was answered."""
    asked, answered = person(review.asked_by) or _("somebody"), person(review.answered_by) or _("somebody")
    if review.state == State.OPEN:
        return _("In review: asked by %(who)s, %(when)s") % {"who": asked, "when": since(review.asked_at)}
    if review.state == State.APPROVED:
        return _("Approved by %(who)s") % {"who": answered}
    said = {"who": answered, "answer": brief(review.answer)}
    return _("Returned by %(who)s: %(answer)s") % said if review.answer else _("Returned by %(who)s") % said
