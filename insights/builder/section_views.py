"""One section's form: as a page of its own, as a fragment inside its card, and saved as one types."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.builder.access import back, explained, may_change, working_copy
from insights.builder.answers import cards, wants_json
from insights.builder.conflicts import differences
from insights.builder.editing import PARTLY, STALE, Outcome, form_of, submit
from insights.builder.history import lost
from insights.builder.scripts import import_map
from insights.content.models import Insight
from insights.publishing import rules
from insights.sections.base import Section
from insights.sections.forms import SectionForm

FRAGMENT, PAGE = "insights/builder/form.html", "insights/builder/edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """The form shown, or saved with everything typed kept on an error."""
    if request.method == "POST":
        may_change(request, insight_id)
        return explained(request, insight_id, lambda: _save(request, insight_id, uid))
    insight = working_copy(request, insight_id, "")
    section = _section(insight, uid)
    is_part = bool(request.headers.get("HX-Request"))
    context = _context(request, insight, section, form_of(section), is_deleted=section.pk is None)
    return render(request, FRAGMENT if is_part else PAGE, context if is_part else _framed(request, context))


def _section(insight: Insight, uid: str) -> Section:
    """The section, or what it was when it was deleted: its form keeps what is typed until it is brought back."""
    try:
        return insight.sections.filter(uid=uid).first() or lost(insight, uid)
    except Section.DoesNotExist as error:
        raise Http404 from error


def _save(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    outcome = submit(insight_id, uid, request.POST, by=request.user)
    if wants_json(request):
        return _told(request, outcome)
    if outcome.is_refused or outcome.state == PARTLY:
        context = _framed(request, _outcome(request, outcome))
        return render(request, PAGE, context, status=409 if outcome.is_refused else 200)
    messages.success(request, _("%s saved.") % outcome.section.label)
    return back(insight_id, uid)


def _told(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """What the script needs: the new revision and card, what was not saved and why, or both texts to choose from."""
    facts = {"state": outcome.state, "uid": outcome.section.uid, "section_revision": outcome.section.revision}
    if outcome.is_refused:
        html = render(request, FRAGMENT, _outcome(request, outcome)).content.decode()
        return JsonResponse(facts | {"html": html}, status=409)
    return JsonResponse(
        facts
        | {
            "from": outcome.insight.revision,
            "revision": outcome.revision,
            "errors": _errors(outcome.form),
            "cards": cards(outcome.insight, [outcome.section]),
        }
    )


def _errors(form: SectionForm) -> list[dict[str, str]]:
    """What is wrong, each with the path of its place and the label of the field there."""
    labels = {name: str(field.label or name) for name, field in form.fields.items()}
    return [
        {"path": path, "label": labels.get(path.partition("[")[0], ""), "message": message}
        for path, message in form.problems()
    ]


def _outcome(request: HttpRequest, outcome: Outcome) -> dict[str, Any]:
    is_stale = outcome.state == STALE
    facts = {
        "differences": differences(outcome.section, outcome.form) if is_stale else [],
        "is_stale": is_stale,
        "is_deleted": outcome.is_refused and not is_stale,
    }
    return _context(request, outcome.insight, outcome.section, outcome.form, **facts)


def _context(
    request: HttpRequest, insight: Insight, section: Section, form: SectionForm, **facts: Any
) -> dict[str, Any]:
    can_change = rules.may_edit(request.user, insight)
    return {"insight": insight, "section": section, "form": form, "can_change": can_change, **facts}


def _framed(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the page round the form needs."""
    return {
        **admin.site.each_context(request),
        "title": context["section"].label,
        "opts": Insight._meta,
        "import_map": import_map(request.csp_nonce),  # type: ignore[attr-defined]
        **context,
    }
