"""What can be done to the list of sections, each as one small posted form; to one section or to several."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from insights.builder import clipboard, history, operations
from insights.builder.access import back, done, list_operation, whole_number, working_copy
from insights.builder.answers import wants_json
from insights.sections.registry import kinds

Uids = list[str]
DELETED = 50  # how many deleted sections are offered


@list_operation
def add(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Add an empty section, behind `after` if that is posted; then its form."""
    kind = request.POST.get("kind", "")
    if kind not in kinds():
        raise Http404
    edit = operations.add_section(insight_id, kind, by=request.user, after=request.POST.get("after"))
    if wants_json(request):
        return done(request, edit, _("%s added.") % kinds()[kind].label)
    return HttpResponseRedirect(reverse("admin:insights_section_edit", args=[insight_id, edit.new[0].uid]))


@list_operation
def duplicate(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Copies behind the originals."""
    edit = operations.duplicate_sections(insight_id, uids, by=request.user)
    text = ngettext("Section duplicated.", "%d sections duplicated.", len(uids))
    return done(request, edit, _counted(text, uids), at=edit.new[0].uid)


@list_operation
def switch(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Show or hide sections, at once."""
    on = request.POST.get("on") == "1"
    edit = operations.switch_sections(insight_id, uids, on=on, by=request.user)
    shown = ngettext("Section shown.", "%d sections shown.", len(uids))
    hidden = ngettext("Section hidden from readers.", "%d sections hidden from readers.", len(uids))
    return done(request, edit, _counted(shown if on else hidden, uids), at=uids[0])


@list_operation
def move(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Put sections behind another (`after`, empty for the top), at a place (`to`), or one step up or down (`by`)."""
    data = request.POST
    if data.get("by") in {"-1", "1"}:
        edit = operations.step_sections(insight_id, uids, up=data["by"] == "-1", by=request.user)
    else:
        to = data["after"] if "after" in data else whole_number(data, "to")
        edit = operations.move_sections(insight_id, uids, to=to, by=request.user)
    place = edit.order.index(uids[0]) + 1
    return done(request, edit, _("Now section %d of %d.") % (place, len(edit.order)), at=uids[0])


@list_operation
def delete(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Take sections out; they can be brought back for thirty days."""
    edit = operations.delete_sections(insight_id, uids, by=request.user)
    text = ngettext(
        "The section was deleted. Undo brings it back.", "%d sections were deleted. Undo brings them back.", len(uids)
    )
    return done(request, edit, _counted(text, uids), undo=True)


@list_operation
def restore(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Bring a deleted section back."""
    edit = operations.restore_section(insight_id, uids[0] if uids else "", by=request.user)
    return done(request, edit, _("%s is back, at the end.") % edit.new[0].label)


@list_operation
def undo(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Take back this editor's last operation on the list."""
    edit = history.undo(insight_id, request.user)
    return _turned(request, insight_id, edit, _("Undone: %s."), _("There is nothing to undo."))


@list_operation
def redo(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Do again what was undone last."""
    edit = history.redo(insight_id, request.user)
    return _turned(request, insight_id, edit, _("Done again: %s."), _("There is nothing to redo."))


@list_operation
def copy(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Put sections on the editor's clipboard."""
    count = clipboard.copy(insight_id, uids, by=request.user)
    text = _("Copied. Paste it here or in any other insight.")
    if wants_json(request):
        return JsonResponse({"say": text, "clipboard": count})
    messages.success(request, text)
    return back(insight_id, uids[0])


@list_operation
def cut(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """Put sections on the clipboard and take them out here."""
    edit = clipboard.cut(insight_id, uids, by=request.user)
    return done(request, edit, _("Cut. Paste it here or in any other insight."), clipboard=len(uids), undo=True)


@list_operation
def paste(request: HttpRequest, insight_id: uuid.UUID, uids: Uids) -> HttpResponse:
    """What is on the clipboard, behind `after` or at the end."""
    edit = clipboard.paste(insight_id, by=request.user, after=request.POST.get("after"))
    count = len(edit.new)
    return done(request, edit, ngettext("%d section pasted.", "%d sections pasted.", count) % count)


@require_safe
def trash(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The sections that can be brought back, as a fragment."""
    insight = working_copy(request, insight_id)
    context = {"insight": insight, "deleted": insight.deleted_sections.kept()[:DELETED]}
    return render(request, "insights/builder/trash.html", context)


def _turned(
    request: HttpRequest, insight_id: uuid.UUID, edit: history.ListEdit | None, text: str, nothing: str
) -> HttpResponse:
    if edit and edit.change:
        return done(request, edit, text % edit.change.label)
    if wants_json(request):
        return JsonResponse({"say": nothing, "nothing": True})
    messages.info(request, nothing)
    return back(insight_id)


def _counted(text: str, uids: Uids) -> str:
    return text % len(uids) if "%d" in text else text
