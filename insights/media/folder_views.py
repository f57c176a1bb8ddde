"""The folders of the library: made, renamed, moved and dissolved, with plain forms."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from insights.media.folders import DEEPEST, FolderField, Tree, check_place, dissolve, lock
from insights.media.library import Folder
from insights.richtext.limits import UNSTORABLE

FILE = "insights.change_image"  # whoever may change pictures may file them
PAGE = "admin:insights_image_folders"


class FolderForm(forms.ModelForm):
    """A name and a place."""

    use_required_attribute = False
    parent = FolderField(label=_("In"), empty_label=_("the library itself"))

    class Meta:
        model = Folder
        fields = ("name", "parent")

    def clean_name(self) -> str:
        """Without what nobody sees: spaces at the ends, and two ways of writing one letter."""
        name = unicodedata.normalize("NFC", " ".join(self.cleaned_data["name"].split()))
        if UNSTORABLE.search(name) or not name.isprintable():
            raise ValidationError(_("This name has a character that cannot be stored."))
        return name

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                check_place(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


def kept(form: FolderForm) -> bool:
    """Check a folder's place and write it there, while no other folder moves."""
    try:
        with transaction.atomic():
            lock()
            return form.is_valid() and bool(form.save())
    except IntegrityError:
        form.add_error("name", _("There is a folder of this name here already."))
        return False


@require_http_methods(["GET", "POST"])
def folders(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for another."""
    _only_who_files(request)
    form = FolderForm(request.POST or None, initial={"parent": request.GET.get("in", "")[:18]})
    if request.method == "POST" and kept(form):
        messages.success(request, _("The folder “%s” is made.") % form.instance)
        return redirect(PAGE)
    return _page(request, "folders", _("Folders"), form=form, deepest=DEEPEST)


@require_http_methods(["GET", "POST"])
def folder(request: HttpRequest, folder_id: int) -> HttpResponse:
    """Another name or another place for one."""
    _only_who_files(request)
    found = get_object_or_404(Folder, pk=folder_id)
    form = FolderForm(request.POST or None, instance=found)
    if request.method == "POST" and kept(form):
        messages.success(request, _("The folder “%s” is saved.") % found)
        return redirect(PAGE)
    return _page(request, "folder", _("Rename or move"), form=form, pk=folder_id)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, folder_id: int) -> HttpResponse:
    """Asks first; what is in the folder moves up."""
    _only_who_files(request)
    found = get_object_or_404(Folder.objects.select_related("parent"), pk=folder_id)
    problem = ""
    if request.method == "POST":
        try:
            dissolve(found)
            messages.success(request, _("The folder “%s” is gone.") % found)
            return redirect(PAGE)
        except ValidationError as error:
            problem = " ".join(error.messages)
    return _page(request, "folder_delete", _("Delete the folder?"), found=found, problem=problem, pk=folder_id)


def _only_who_files(request: HttpRequest) -> None:
    if not request.user.has_perm(FILE):
        raise PermissionDenied


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    tree = Tree()
    branch = tree.by_pk.get(context.get("pk", 0))
    shown = {**admin.site.each_context(request), "title": title, "tree": tree, "branch": branch, **context}
    return TemplateResponse(request, f"insights/media/{name}.html", shown)
