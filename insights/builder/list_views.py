"""What can be done to the list of sections, each as one small posted form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.builder import clipboard, history, operations
from insights.builder.access import back, done, list_operation, whole_number
from insights.content.models import Insight


@list_operation
def add(request: HttpRequest, insight: Insight) -> HttpResponse:
    """Add an empty section and open its form."""
    section = operations.add_section(insight.pk, request.POST.get("kind", ""), by=request.user)
    return HttpResponseRedirect(reverse("admin:insights_section_edit", args=[insight.pk, section.uid]))


@list_operation
def duplicate(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """A copy behind the original."""
    section = operations.duplicate_section(insight.pk, uid, by=request.user)
    return back(insight, section.uid)


@list_operation
def switch(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """Show or hide a section, at once."""
    on = request.POST.get("on") == "1"
    operations.switch_section(insight.pk, uid, on=on, by=request.user)
    return done(request, insight, uid, enabled=on)


@list_operation
def move(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """Put a section at a place (`to`), or one step up or down (`by`), at once."""
    if request.POST.get("by") in {"-1", "1"}:
        to = operations.place_of(insight, uid) + int(request.POST["by"])
    else:
        to = whole_number(request.POST, "to")
    place = operations.move_section(insight.pk, uid, to=to, by=request.user)
    return done(request, insight, uid, place=place)


@list_operation
def delete(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """Take a section out; it can be brought back for thirty days."""
    operations.delete_sections(insight.pk, [uid], by=request.user)
    messages.success(request, _("The section was deleted. Undo brings it back."))
    return back(insight)


@list_operation
def restore(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """Bring a deleted section back."""
    section = operations.restore_section(insight.pk, uid, by=request.user)
    messages.success(request, _("%s is back, at the end.") % section.label)
    return back(insight, uid)


@list_operation
def undo(request: HttpRequest, insight: Insight) -> HttpResponse:
    """Take back this editor's last operation on the list."""
    change = history.undo(insight.pk, request.user)
    messages.info(request, _("Undone: %s.") % change.label if change else _("There is nothing to undo."))
    return back(insight)


@list_operation
def redo(request: HttpRequest, insight: Insight) -> HttpResponse:
    """Do again what was undone last."""
    change = history.redo(insight.pk, request.user)
    messages.info(request, _("Done again: %s.") % change.label if change else _("There is nothing to redo."))
    return back(insight)


@list_operation
def copy(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """Put a section on the editor's clipboard."""
    clipboard.copy(insight, [uid], by=request.user)
    messages.success(request, _("Copied. Paste it here or in any other insight."))
    return back(insight, uid)


@list_operation
def cut(request: HttpRequest, insight: Insight, uid: str) -> HttpResponse:
    """Put a section on the clipboard and take it out here."""
    clipboard.cut(insight, [uid], by=request.user)
    messages.success(request, _("Cut. Paste it here or in any other insight."))
    return back(insight)


@list_operation
def paste(request: HttpRequest, insight: Insight) -> HttpResponse:
    """What is on the clipboard, at the end."""
    count = len(clipboard.paste(insight.pk, by=request.user))
    messages.success(request, ngettext("%d section pasted.", "%d sections pasted.", count) % count)
    return back(insight)
