"""The page of a review: handing over, the answer, and the reviews there were."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.builder.access import working_copy
from insights.content.models import Insight
from insights.publishing import rules
from insights.workflow import comment_views, reviews
from insights.workflow.models import Review
from insights.workflow.pages import page
from insights.workflow.review_forms import NoteForm
from insights.workflow.review_handover import handover
from insights.workflow.review_rules import may_answer

PAST = 50  # reviews that are listed


@require_safe
def show(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """How it stands, what one may do about it, and what was before."""
    return _page(request, working_copy(request, insight_id, ""), NoteForm())


@require_POST
def ask(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Hand the working copy over."""
    insight = working_copy(request, insight_id, "")
    _refuse_unless(rules.may_ask(request.user, insight))
    said = _("Handed over for review.")
    return _act(request, insight, said, lambda text: reviews.ask(insight, by=request.user, note=text))


@require_POST
def take_back(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """End the review without an answer."""
    insight = working_copy(request, insight_id, "")
    _refuse_unless(rules.may_ask(request.user, insight))
    return _act(
        request, insight, _("Taken back."), lambda text: reviews.take_back(_meant(request, insight), by=request.user)
    )


@require_POST
def approve(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Approve what was looked at."""
    insight, review = _asked(request, insight_id)
    seen = request.POST.get("revision", "")
    revision = insight.revision if seen == str(insight.revision) else -1
    return _act(
        request,
        insight,
        _("Approved."),
        lambda text: reviews.approve(review(), by=request.user, answer=text, revision=revision),
    )


@require_POST
def return_(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Give it back with comments."""
    insight, review = _asked(request, insight_id)
    said = _("Returned with comments.")
    return _act(request, insight, said, lambda text: reviews.return_(review(), by=request.user, answer=text))


def _asked(request: HttpRequest, insight_id: uuid.UUID) -> tuple[Insight, Callable[[], Review]]:
    """The insight and what finds the review that is answered, for those who may answer it."""
    insight = working_copy(request, insight_id, "")
    _refuse_unless(rules.may_publish(request.user, insight))

    def review() -> Review:
        found = _meant(request, insight)
        if not may_answer(request.user, found):
            raise ValidationError(_("You asked for this review yourself: somebody else answers it."))
        return found

    return insight, review


def _meant(request: HttpRequest, insight: Insight) -> Review:
    """The review that the page showed, if it is open still."""
    found = insight.reviews.open().select_related("insight").first()
    if found is None or request.POST.get("review") != str(found.pk):
        raise ValidationError(_("This review has ended meanwhile."))
    return found


def _act(request: HttpRequest, insight: Insight, said: str, do: Callable[[str], Review]) -> HttpResponse:
    """Do it and say so; or the page again with what was typed and why it cannot be done."""
    form = NoteForm(request.POST)
    try:
        if form.is_valid():
            review = do(form.cleaned_data["text"])
            messages.success(request, said)
            if review.mail_failed:
                messages.warning(request, _("That is saved, but the mail to those concerned could not be sent."))
            return HttpResponseRedirect(reverse("admin:insights_insight_review", args=[insight.pk]))
    except ValidationError as error:
        form.add_error(None, error)
    except Insight.DoesNotExist as error:
        raise Http404 from error
    return _page(request, insight, form, status=422)


def _refuse_unless(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied


def _page(request: HttpRequest, insight: Insight, form: NoteForm, status: int = 200) -> HttpResponse:
    found = handover(request.user, insight)
    past = insight.reviews.select_related("asked_by", "answered_by")[:PAST]
    return page(
        request,
        "review",
        _("Review"),
        status=status,
        insight=insight,
        handover=found,
        past=[review for review in past if review != found.review],
        left=insight.comments.unresolved().count(),
        form=form,
    )


AT = "<uuid:insight_id>/review"
urlpatterns = [
    path(f"{AT}/", show, name="insights_insight_review"),
    path(f"{AT}/ask/", ask, name="insights_insight_ask"),
    path(f"{AT}/take-back/", take_back, name="insights_insight_take_back"),
    path(f"{AT}/approve/", approve, name="insights_insight_approve"),
    path(f"{AT}/return/", return_, name="insights_insight_return"),
    *comment_views.urlpatterns,
]
