"""Turning a section's HTML or Markdown source into rich text: shown first, done on a second word."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from copy import copy
from itertools import chain
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.builder import operations, section_views
from insights.builder.access import refuse, working_copy
from insights.builder.answers import cards, wants_json
from insights.builder.comparison import compare, left_out
from insights.builder.scripts import import_map
from insights.content.models import Insight
from insights.richtext import Nodes
from insights.sections.base import Section
from insights.sections.rendering import Rendering
from insights.sections.richtext import RichTextField, SourceField

PART, PAGE = "insights/builder/conversion.html", "insights/builder/conversion_page.html"
IDS = re.compile(r'(<h\d) id="[^"]*"')


@require_http_methods(["GET", "HEAD", "POST"])
def convert(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """What would change; with `confirm` the change. A section's form that is posted here is saved first."""
    insight = working_copy(request, insight_id)
    if request.method == "POST" and "confirm" not in request.POST:
        saved = section_views.edit(request, insight_id, uid)
        return redirect(request.path) if isinstance(saved, HttpResponseRedirect) else saved
    section = insight.sections.filter(uid=uid).first()
    if section is None:
        return refuse(request, insight_id, _("Somebody deleted this section meanwhile. Nothing was converted."), 404)
    data = section.converted()
    if data is None:
        return _nothing(request, insight, section)
    if request.method == "POST":
        return _store(request, insight, section, data)
    return _show(request, insight, section, data)


def _nothing(request: HttpRequest, insight: Insight, section: Section) -> HttpResponse:
    text = _("There is nothing to convert: the source is empty.")
    if wants_json(request):
        return JsonResponse({"message": text}, status=422)
    messages.info(request, text)
    return redirect("admin:insights_section_edit", insight.pk, section.uid)


def _store(request: HttpRequest, insight: Insight, section: Section, data: dict[str, Any]) -> HttpResponse:
    """Stored only over the very text that was compared; otherwise compared again, with what it is now."""
    revision = request.POST.get("revision", "")
    try:
        if revision != str(section.revision):
            raise operations.StaleError(section)
        stored = operations.edit_section(insight.pk, section.uid, data, revision=section.revision, by=request.user)
    except operations.StaleError as error:
        fresh = error.stored.converted()
        return _show(request, insight, error.stored, fresh, 409) if fresh else _nothing(request, insight, error.stored)
    except Section.DoesNotExist:
        return refuse(request, insight.pk, _("Somebody deleted this section meanwhile. Nothing was converted."), 404)
    if wants_json(request):
        facts = {"uid": stored.uid, "revision": stored.revision, "cards": cards(insight, [stored])}
        return JsonResponse(facts)
    messages.success(request, _("Converted to rich text."))
    return redirect("admin:insights_section_edit", insight.pk, stored.uid)


def _show(
    request: HttpRequest, insight: Insight, section: Section, data: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = _facts(insight, section, data) | {"is_stale": status == 409}
    if wants_json(request):
        html = render(request, PART, context).content.decode()
        return JsonResponse({"html": html}, status=status)
    frame = {
        **admin.site.each_context(request),
        "title": _("Convert to rich text"),
        "opts": Insight._meta,
        "import_map": import_map(request.csp_nonce),  # type: ignore[attr-defined]
    }
    return render(request, PAGE, frame | context, status=status)


def _facts(insight: Insight, section: Section, data: dict[str, Any]) -> dict[str, Any]:
    after = copy(section)
    after.data = data
    after.prepare()
    rendering = Rendering(insight, [section])
    old, new = (list(chain.from_iterable(each.documents())) for each in (section, after))
    return {
        "insight": insight,
        "section": section,
        "before": _printed(rendering, old),
        "after": _printed(rendering, new),
        "comparison": compare(old, new),
        "left": [left_out(source) for source in _sources(section)],
        "replaced": [(label, _printed(rendering, nodes)) for label, nodes in _replaced(section, data)],
    }


def _printed(rendering: Rendering, nodes: Nodes) -> SafeString:
    """As readers get it, without the ids of headings: the same text stands here twice."""
    return mark_safe(IDS.sub(r"\1", rendering.richtext.html(nodes, top=4)))  # printed by our own renderer


def _sources(section: Section) -> Iterator[str]:
    for name, field in section.Form.base_fields.items():
        if isinstance(field, SourceField) and section.data.get(name):
            yield section.data[name]


def _replaced(section: Section, data: dict[str, Any]) -> Iterator[tuple[str, Nodes]]:
    """Rich texts that readers do not see now and that would be gone."""
    shown = {text.field for text in section.passages()}
    for name, field in section.Form.base_fields.items():
        before = section.data.get(name)
        if isinstance(field, RichTextField) and before and before != data[name] and name not in shown:
            yield str(field.label), before
