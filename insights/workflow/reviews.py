"""Handing over for review, and the answers. Each is one transaction; mail follows when it is committed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from insights.builder.standing import person
from insights.content.models import Insight
from insights.publishing.audit import record
from insights.publishing.freeze import lock
from insights.publishing.models import Action
from insights.publishing.signals import published, scheduled
from insights.workflow.models import Review
from insights.workflow.review_mail import page_url, site_language, tell
from insights.workflow.review_people import concerned_by_review, publishers

State = Review.State
PAGE = "insights_insight_review"


@transaction.atomic
def ask(insight: Insight, *, by: Any, note: str = "") -> Review:
    """Hand the working copy over to those who may publish. Raises ValidationError while it is in review."""
    home = lock(insight.home_id)
    if home.reviews.open().exists():
        raise ValidationError(_("“%s” is in review already.") % home.title)
    review = Review.objects.create(insight=home, revision=home.revision, asked_by=by, note=note)
    record(Action.ASKED, home, by, note=note)
    told = {"who": person(by), "title": home.title}
    with site_language():
        subject = _("%(who)s asks for a review: “%(title)s”") % told
        lead = _("%(who)s asks you to look at “%(title)s” before it is published.") % told
    tell(review, publishers(), by, subject, [lead, note], page_url(PAGE, home))
    return review


@transaction.atomic
def take_back(review: Review, *, by: Any) -> Review:
    """End a review without an answer. Raises ValidationError when it has one."""
    home = lock(review.insight_id)
    closed = _close(review, State.TAKEN_BACK, answered_by=by)
    record(Action.TAKEN_BACK, home, by)
    return closed


@transaction.atomic
def approve(review: Review, *, by: Any, answer: str = "", revision: int | None = None) -> Review:
    """Say that it may be published as it is. `revision` is what was looked at: anything else is not approved."""
    home = lock(review.insight_id)
    if revision is not None and revision != home.revision:
        raise ValidationError(_("It was changed while you looked at it. Please look again, then approve."))
    closed = _close(review, State.APPROVED, answered_by=by, answer=answer, revision=home.revision)
    record(Action.APPROVED, home, by, note=answer)
    _tell(closed, by, lazy("%(who)s approved “%(title)s”"))
    return closed


@transaction.atomic
def return_(review: Review, *, by: Any, answer: str = "") -> Review:
    """Give it back with what is to be done. Raises ValidationError when nothing says what that is."""
    home = lock(review.insight_id)
    left = home.comments.unresolved().count()
    if not answer and not left:
        raise ValidationError(_("Say what is to be done, or comment on a section first."))
    closed = _close(review, State.RETURNED, answered_by=by, answer=answer)
    record(Action.RETURNED, home, by, note=answer, comments=left or None)
    _tell(closed, by, lazy("%(who)s returned “%(title)s”"))
    return closed


@receiver([published, scheduled], dispatch_uid="workflow.close_reviews")
def close_reviews(sender: Any, insight: Insight, version: Insight, **kwargs: Any) -> None:
    """What was asked about the published text, or approved, is settled by its going live, or by the plan for it."""
    settled = insight.reviews.filter(state__in=[State.OPEN, State.APPROVED], revision__lte=version.revision)
    reviews = list(settled.select_related("insight"))
    if not reviews:
        return
    with transaction.atomic():
        Review.objects.filter(pk__in=[review.pk for review in reviews]).update(state=State.PUBLISHED)
        line = lazy("%(who)s published “%(title)s”") if version.is_live else lazy("%(who)s scheduled “%(title)s”")
        _tell(reviews[0], version.published_by, line)


def _close(review: Review, state: str, **values: Any) -> Review:
    """The open review with its outcome; whoever was faster wins."""
    values |= {"state": state, "answered_at": timezone.now()}
    if not Review.objects.open().filter(pk=review.pk).update(**values):
        raise ValidationError(_("This review has ended meanwhile."))
    for name, value in values.items():
        setattr(review, name, value)
    return review


def _tell(review: Review, by: Any, line: Promise) -> None:
    left = review.insight.comments.unresolved().count()
    with site_language():
        text = str(line) % {"who": person(by) or _("The site"), "title": review.insight.title}
        hint = _("Comments to deal with: %d.") % left if left else ""
    parts = [f"{text}.", review.answer, hint]
    tell(review, concerned_by_review(review), by, text, parts, page_url(PAGE, review.insight))
