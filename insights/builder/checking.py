"""The checks beside the list: what stops publishing and what to look at, each leading to its place."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.builder.access import working_copy
from insights.content.models import Insight
from insights.publishing.checks import Check, check, summary
from insights.sections.base import Section

CALM = 4  # findings shown at once when there are more than a few


class Finding(NamedTuple):
    """A check as it is listed: what it is about, where it leads, and an id that stays with it."""

    check: Check
    name: str
    url: str
    id: str


class Row(NamedTuple):
    """A line of the list; the rest stays folded until it is asked for."""

    finding: Finding
    rest: bool


@require_safe
def checks(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The list of findings: a fragment for htmx (nothing, if it has it already), a page for everybody else."""
    insight = working_copy(request, insight_id, "")
    sections = list(insight.sections.all())
    found = findings(insight, check(insight, sections), sections)
    context = {"insight": insight, "summary": summary([one.check for one in found]), **_grouped(found)}
    if request.headers.get("HX-Request") != "true":
        page = admin.site.each_context(request) | {"title": _("Checks"), "opts": Insight._meta}
        return render(request, "insights/builder/checks_page.html", page | context)
    if request.GET.get("seen") == context["digest"]:
        return HttpResponse(status=204)
    return render(request, "insights/builder/checks.html", context)


def findings(insight: Insight, found: Sequence[Check], sections: Iterable[Section]) -> list[Finding]:
    """Checks with the names of their sections and their addresses."""
    names = {section.uid: str(section.label) for section in sections}
    listed: dict[str, Finding] = {}
    for one in found:
        base = f"check-{one.uid}-{_flat(one.field)}"
        name = next(id_ for number in range(len(found)) if (id_ := f"{base}-{number}") not in listed)
        listed[name] = Finding(one, names.get(one.uid, _("The page")), place_url(insight, one), name)
    return list(listed.values())


def place_url(insight: Insight, one: Check) -> str:
    """Where a finding is put right without script: the section's own form, at the field; or the page's details."""
    if not one.uid:
        anchor = f"#id_{one.field}" if one.field else "#sections"
        return reverse("admin:insights_insight_change", args=[insight.pk]) + anchor
    anchor = f"#id_{one.uid}_{_flat(one.field)}" if one.field else ""
    return reverse("admin:insights_section_edit", args=[insight.pk, one.uid]) + anchor


def _grouped(found: Sequence[Finding]) -> dict[str, Any]:
    """Errors, then warnings, each with whether it is shown at once; and what tells one list from another."""
    room = len(found) if len(found) <= CALM + 1 else CALM
    rows = [Row(one, place >= room) for place, one in enumerate(found)]
    groups = [[row for row in rows if row.finding.check.is_error is wanted] for wanted in (True, False)]
    text = "\0".join(f"{one.id}\0{one.name}\0{one.check.message}" for one in found)
    return {
        "groups": [group for group in groups if group],
        "hidden": len(found) - room,
        "digest": hashlib.sha256(text.encode()).hexdigest()[:16],
    }


def _flat(path: str) -> str:
    """A path as the ids of controls write it: `links[2].url` is `links-2-url`."""
    return re.sub(r"\[(\d+)\]\.", r"-\1-", path)
