"""The related insights of a page: as readers see them, each with why, and what an editor decides about them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from insights.builder.access import working_copy
from insights.content.models import Insight
from insights.publishing import rules
from insights.workflow.pages import page
from insights.workflow.related import MOST, move, pin, undecide, veto
from insights.workflow.related_list import found, related

WAYS: dict[str, tuple[Callable[..., bool], str | Promise]] = {
    "pin": (pin, gettext_lazy("“%s” is pinned.")),
    "up": (partial(move, step=-1), gettext_lazy("“%s” comes earlier now.")),
    "down": (partial(move, step=1), gettext_lazy("“%s” comes later now.")),
    "unpin": (undecide, gettext_lazy("“%s” is not pinned any more.")),
    "veto": (veto, gettext_lazy("“%s” is never shown here.")),
    "lift": (undecide, gettext_lazy("“%s” may be shown here again.")),
}


@require_safe
def related_page(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """What readers see, what comes next, what is ruled out; and a search for what to pin."""
    insight = working_copy(request, insight_id, "")
    words = request.GET.get("q", "")[:200]
    may_decide = rules.may_publish(request.user, insight)
    context: dict[str, Any] = {
        "insight": insight,
        "related": related(insight),
        "may_decide": may_decide,
        "words": words,
        "found": found(insight, words) if may_decide else [],
        "most": MOST,
    }
    return page(request, "related", _("Related insights"), **context)


@require_POST
def related_change(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """One decision; readers see it at once."""
    insight = working_copy(request, insight_id, "insights.publish_insight")
    target, way = _target(request.POST.get("target", "")), WAYS.get(request.POST.get("do", ""))
    if target is None or way is None:
        messages.error(request, _("The insight is not there any more. Choose another one."))
        return redirect("admin:insights_insight_related", insight.pk)
    act, said = way
    try:
        if act(insight, target, by=request.user):
            messages.success(request, str(said) % target.title)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("admin:insights_insight_related", args=[insight.pk]) + f"#insight-{target.pk.hex}")


def _target(value: str) -> Insight | None:
    try:
        return Insight.objects.working().filter(pk=uuid.UUID(value)).first()
    except ValueError:
        return None


OF = "<uuid:insight_id>/related"
urlpatterns: list[Any] = [
    path(f"{OF}/", related_page, name="insights_insight_related"),
    path(f"{OF}/change/", related_change, name="insights_insight_related_change"),
]
