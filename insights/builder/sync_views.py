"""What others do meanwhile: who is here, what changed, and the way back in after the sign-in expired."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_POST, require_safe

from insights.builder import presence
from insights.builder.access import allowed, working_copy
from insights.builder.answers import cards
from insights.builder.order import steps
from insights.publishing import rules
from insights.sections.base import UID, Section

Known = dict[str, tuple[int, bool]]


@require_safe
def news(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The working copy's revision, and who else is here; asked every few seconds."""
    insight = working_copy(request, insight_id, "")
    uid = request.GET.get("uid", "")
    people = presence.note(insight_id, request.user, uid if _is_uid(uid) else "")
    return JsonResponse({"revision": insight.revision, "people": people})


@require_POST
def leave(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The editor closed the page."""
    allowed(request, "")
    presence.leave(insight_id, request.user)
    return HttpResponse(status=204)


@require_POST
def sync(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """What leads from the list that the script shows to the one that is stored."""
    insight = working_copy(request, insight_id, "")
    known = _known(request.POST.get("known", ""))
    sections = list(insight.sections.all())
    removed, placed = steps(list(known), [section.uid for section in sections])
    changed = [section for section in sections if known.get(section.uid, (0,))[0] != section.revision]
    return JsonResponse(
        {
            "revision": insight.revision,
            "removed": removed,
            "placed": placed,
            "on": {section.uid: section.enabled for section in sections if _switched(section, known)},
            "cards": cards(insight, changed, can_change=rules.may_edit(request.user, insight)),
            "changed": {section.uid: section.revision for section in changed if section.uid in known},
        }
    )


@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """A token for the forms of this page, for whoever is signed in now."""
    return JsonResponse({"token": get_token(request)})


def _is_uid(text: str) -> bool:
    try:
        UID(text)
    except ValidationError:
        return False
    return True


def _switched(section: Section, known: Known) -> bool:
    return section.uid in known and known[section.uid][1] is not section.enabled


def _known(text: str) -> Known:
    """{uid: (revision, shown)} in the order that the script shows; raises Http404 for anything else."""
    try:
        rows: Any = json.loads(text)
        return {str(uid): (int(revision), bool(on)) for uid, revision, on in rows}
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise Http404 from error
