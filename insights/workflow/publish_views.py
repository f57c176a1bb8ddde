"""Publishing and taking down, each after a look at what will change for readers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from insights.builder.access import back, working_copy
from insights.builder.checking import findings
from insights.builder.standing import in_words, person
from insights.content.models import Insight
from insights.publishing.checks import check, summary
from insights.publishing.compare_size import sizes
from insights.publishing.consequences import consequences
from insights.publishing.publish import unpublish, withdraw
from insights.workflow.pages import page
from insights.workflow.publish_form import PublishForm
from insights.workflow.release import ChangedError, release

PERMISSION = "insights.publish_insight"


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """What stands against publishing, what it will change, and the form that does it."""
    insight = working_copy(request, insight_id, PERMISSION)
    facts = _facts(insight)
    asked: dict[str, Any] = {"insight": insight, "has_warnings": bool(facts["warnings"])}
    if request.method != "POST":
        form = PublishForm(**asked, later=request.GET.get("when") == "later")
        return page(request, "publish", _("Publish"), form=form, **facts)
    form = PublishForm(request.POST, **asked)
    if _is_other(form, insight):
        return _anew(request, insight)
    if facts["errors"] or not form.is_valid():
        return page(request, "publish", _("Publish"), form=form, refused=True, status=422, **facts)
    try:
        version = _release(request, insight, form)
    except ChangedError:
        return _anew(request, insight)
    except ValidationError as error:
        form.take(error)
        return page(request, "publish", _("Publish"), form=form, refused=True, status=422, **facts)
    messages.success(request, _said(version))
    return back(insight.pk)


def _is_other(form: PublishForm, insight: Insight) -> bool:
    """Whether the form was made for another state of the working copy than there is."""
    form.full_clean()
    return form.cleaned_data.get("revision") != insight.revision


def _anew(request: HttpRequest, insight: Insight) -> HttpResponse:
    """The page as things are now, with what was typed: the editor looks again, and accepts again."""
    insight = working_copy(request, insight.pk, PERMISSION)
    facts = _facts(insight)
    data = request.POST.copy()
    data["revision"] = str(insight.revision)
    data.pop("accepted", None)
    form = PublishForm(data, insight=insight, has_warnings=bool(facts["warnings"]))
    form.full_clean()
    form.errors.pop("accepted", None)
    return page(request, "publish", _("Publish"), form=form, changed=True, status=409, **facts)


def _release(request: HttpRequest, insight: Insight, form: PublishForm) -> Insight:
    asked = form.cleaned_data
    times = {"at": asked["moment"], "until": asked["until"]}
    return release(insight, revision=asked["revision"], by=request.user, note=asked["note"], **times)


def _facts(insight: Insight) -> dict[str, Any]:
    """What the page shows beside its form."""
    sections = list(insight.sections.all())
    found = findings(insight, check(insight, sections), sections)
    staged = {row.is_live: row for row in insight.versions.staged().select_related("published_by")}
    live, following = staged.get(True), staged.get(False)
    return {
        "insight": insight,
        "summary": summary([one.check for one in found]),
        "errors": [one for one in found if one.check.is_error],
        "warnings": [one for one in found if not one.check.is_error],
        "live": live,
        "following": following,
        "scheduled_by": person(following.published_by) if following else "",
        "differences": sizes([insight, live])[insight.pk].words() if live else "",
        "is_same": bool(live and live.revision == insight.revision),
        "count": len(sections),
        "consequences": consequences(insight, sections),
    }


def _said(version: Insight) -> str:
    if version.is_live:
        return _("Published as version %d.") % version.number
    words = _("Version %(number)d goes live %(moment)s.")
    return words % {"number": version.number, "moment": in_words(version.visible_from)}


@require_http_methods(["GET", "HEAD", "POST"])
def unpublish_page(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Which pages readers will lose; posted, it is done."""
    insight = working_copy(request, insight_id, PERMISSION)
    if request.method == "POST":
        if unpublish(insight, by=request.user):
            messages.success(request, _("Unpublished: readers get “not found” now."))
        else:
            messages.info(request, _("Readers did not see it."))
        return back(insight.pk)
    staged = {row.is_live: row for row in insight.versions.staged()}
    facts: dict[str, Any] = {"live": staged.get(True), "following": staged.get(False)}
    lost = consequences(insight, [], leaving=True)
    return page(request, "unpublish", _("Unpublish"), insight=insight, consequences=lost, **facts)


@require_POST
def withdraw_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Take back what is scheduled."""
    insight = working_copy(request, insight_id, PERMISSION)
    if withdraw(insight, by=request.user):
        messages.success(request, _("Withdrawn: nothing is scheduled any more. The version stays in the history."))
    else:
        messages.info(request, _("Nothing is scheduled."))
    return back(insight.pk)


OF = "<uuid:insight_id>"
urlpatterns = [
    path(f"{OF}/publish/", publish_page, name="insights_insight_publish"),
    path(f"{OF}/unpublish/", unpublish_page, name="insights_insight_unpublish"),
    path(f"{OF}/withdraw/", withdraw_view, name="insights_insight_withdraw"),
]
