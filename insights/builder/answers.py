"""What the page builder's script is told: facts and fragments of what changed, never the whole list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from insights.builder.history import ListEdit
from insights.builder.order import steps
from insights.builder.times import flagged
from insights.content.models import Insight
from insights.sections.base import Section


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person's form."""
    return "application/json" in request.headers.get("Accept", "")


def is_scripted(request: HttpRequest) -> bool:
    """Whether a script asks, for facts or for a fragment."""
    return wants_json(request) or bool(request.headers.get("HX-Request"))


def change_of(edit: ListEdit) -> dict[str, Any]:
    """What a list operation did: what went, what stands where now, what is shown or hidden, and the new cards.

    `from` and `revision` are the working copy's before and after; whoever knows another `from` has missed something.
    """
    removed, placed = steps([uid for uid, _on in edit.before], edit.order)
    return {
        "from": edit.home.revision,
        "revision": edit.revision,
        "removed": removed,
        "placed": placed,
        "on": {uid: edit.enabled[uid] for uid in edit.switched},
        "cards": cards(edit.home, edit.new),
        "uids": [section.uid for section in edit.new],
    }


def cards(insight: Insight, sections: Iterable[Section], *, can_change: bool = True) -> dict[str, str]:
    """Lines of the list by uid; without controls for somebody who may only read."""
    context = {"insight": insight, "can_change": can_change}
    return {
        section.uid: render_to_string("insights/builder/card.html", context | {"section": section})
        for section in flagged(sections)
    }
