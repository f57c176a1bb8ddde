"""Comments: a list beside the sections, a page of its own for a browser without script, and what is done to them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from insights.builder.access import working_copy
from insights.builder.answers import wants_json
from insights.content.models import Insight
from insights.workflow.comments import comment, digest, places, reopen, resolve
from insights.workflow.models import Comment
from insights.workflow.pages import page
from insights.workflow.review_forms import CommentForm
from insights.workflow.review_rules import may_comment, may_resolve


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The list – for htmx a fragment, nothing if it has it already –, or one more comment."""
    insight = working_copy(request, insight_id, "")
    if request.method == "POST":
        return _add(request, insight)
    if request.headers.get("HX-Request") != "true":
        return _page(request, insight)
    context = _listed(request, insight, insight.sections.all())
    if request.GET.get("seen") == context["digest"]:
        return HttpResponse(status=204)
    return render(request, "insights/workflow/comments.html", context)


@require_POST
def resolve_view(request: HttpRequest, insight_id: uuid.UUID, comment_id: int) -> HttpResponse:
    """Dealt with."""
    remark = _remark(request, insight_id, comment_id)
    return _done(request, remark, _("Resolved.") if resolve(remark, by=request.user) else _("It was resolved already."))


@require_POST
def reopen_view(request: HttpRequest, insight_id: uuid.UUID, comment_id: int) -> HttpResponse:
    """Not dealt with after all."""
    remark = _remark(request, insight_id, comment_id)
    return _done(request, remark, _("Reopened.") if reopen(remark) else _("It was open already."))


def _remark(request: HttpRequest, insight_id: uuid.UUID, comment_id: int) -> Comment:
    """The comment, for those who may say what became of it."""
    insight = working_copy(request, insight_id, "")
    remark = get_object_or_404(insight.comments.select_related("insight"), pk=comment_id)
    if not may_resolve(request.user, remark):
        raise PermissionDenied
    return remark


def _add(request: HttpRequest, insight: Insight) -> HttpResponse:
    if not may_comment(request.user, insight):
        raise PermissionDenied
    form = CommentForm(request.POST, sections=insight.sections.all())
    if not form.is_valid():
        return _refused(request, insight, form)
    try:
        made = comment(insight, by=request.user, **form.cleaned_data)
    except Insight.DoesNotExist as error:
        raise Http404 from error
    return _done(request, made, _("Comment added."))


def _refused(request: HttpRequest, insight: Insight, form: CommentForm) -> HttpResponse:
    """Why not, with what was typed."""
    if wants_json(request):
        return JsonResponse(
            {"message": " ".join(str(e) for errors in form.errors.values() for e in errors)}, status=422
        )
    return _page(request, insight, form, status=422)


def _done(request: HttpRequest, remark: Comment, said: str) -> HttpResponse:
    warning = _("The mail to those concerned could not be sent.") if remark.mail_failed else ""
    if wants_json(request):
        return JsonResponse({"say": f"{said} {warning}".strip(), "id": remark.pk})
    (messages.warning if warning else messages.success)(request, f"{said} {warning}".strip())
    return HttpResponseRedirect(
        reverse("admin:insights_insight_comments", args=[remark.insight_id]) + f"#comment-{remark.pk}"
    )


def _page(request: HttpRequest, insight: Insight, form: CommentForm | None = None, status: int = 200) -> HttpResponse:
    sections = list(insight.sections.all())
    about = {"uid": request.GET.get("uid", "")}
    shown = form or CommentForm(sections=sections, initial=about)
    facts = _listed(request, insight, sections)
    return page(request, "comments_page", _("Comments"), status=status, form=shown, **facts)


def _listed(request: HttpRequest, insight: Insight, sections: Iterable[Any]) -> dict[str, Any]:
    """What the list shows: by what the comments are about, and how many are left."""
    rows = list(insight.comments.select_related("made_by", "resolved_by"))
    listed = places(sections, rows) if rows else []
    left = sum(len(place.open) for place in listed)
    return {
        "insight": insight,
        "places": listed,
        "left": left,
        "headline": headline(left, len(rows)),
        "digest": digest(listed),
        "can_comment": may_comment(request.user, insight),
    }


def headline(left: int, count: int) -> str:
    """How many are to be dealt with, in words."""
    if left:
        return ngettext("%d comment to deal with", "%d comments to deal with", left) % left
    return _("All comments are resolved") if count else _("No comments yet")


AT = "<uuid:insight_id>/comments"
urlpatterns = [
    path(f"{AT}/", comments, name="insights_insight_comments"),
    path(f"{AT}/<int:comment_id>/resolve/", resolve_view, name="insights_comment_resolve"),
    path(f"{AT}/<int:comment_id>/reopen/", reopen_view, name="insights_comment_reopen"),
]
