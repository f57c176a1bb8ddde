"""Many files at once. A script sends them one by one; without one, a plain form brings a handful, and all is told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from insights.media.files import MAX_BYTES, MEDIA_TYPES
from insights.media.folders import FolderField
from insights.media.storing import CHANGE, UPLOAD, Outcome, Place, take_in
from insights.media.words import waiting

MOST = 20  # files of a form without script: each takes seconds
LARGEST = 64 * 1024 * 1024  # bytes of such a form


class FilesInput(forms.ClearableFileInput):
    """Several files, pictures if the browser can tell."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Each file is judged on its own later, so that one that is wrong keeps no other out."""

    widget = FilesInput(attrs={"accept": ",".join(MEDIA_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(files) > MOST:
            raise forms.ValidationError(_("These are more than %s files. Send them in several goes.") % MOST)
        return files


class BulkForm(forms.Form):
    """Where the files go."""

    use_required_attribute = False
    pictures = FilesField(label=gettext_lazy("Image files"))
    folder = FolderField()
    heal = forms.BooleanField(
        label=gettext_lazy("Fill pictures whose file is missing"),
        required=False,
        initial=True,
        help_text=gettext_lazy("A file goes where a page waits for one of its name, if there is just one such place."),
    )


@csrf_exempt  # so that an oversized body is refused before anything reads it; the token is checked right after
def bulk(request: HttpRequest) -> HttpResponse:
    """The page to which many files are dragged, and what became of those that a plain form brought."""
    if not request.user.has_perm(UPLOAD):
        raise PermissionDenied
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isdigit() or int(length[:18]) > LARGEST):
        form = BulkForm()
        limit = LARGEST // 1024 // 1024
        return _page(request, form, 413, too_much=_("All files together are larger than %s MB.") % limit)
    return _bulk(request)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _bulk(request: HttpRequest) -> HttpResponse:
    form = BulkForm(request.POST, request.FILES) if request.method == "POST" else _empty(request)
    return _page(request, form, outcomes=_taken(request, form) if form.is_valid() else [])


def _empty(request: HttpRequest) -> BulkForm:
    return BulkForm(initial={"folder": request.GET.get("folder", "")[:18], "heal": True})


def _taken(request: HttpRequest, form: BulkForm) -> list[Outcome]:
    values = form.cleaned_data
    heals = values["heal"] and request.user.has_perm(CHANGE)
    place = Place(request.user, getattr(values["folder"], "pk", None), heal=heals)
    return [take_in(file, place) for file in values["pictures"]]


def _page(request: HttpRequest, form: BulkForm, status: int = 200, **more: Any) -> HttpResponse:
    if not request.user.has_perm(CHANGE):
        del form.fields["heal"]
    outcomes: list[Outcome] = more.get("outcomes", [])
    context = {
        **admin.site.each_context(request),
        "title": _("Upload images"),
        "form": form,
        "most": MOST,
        "largest": MAX_BYTES,
        "stored": sum(bool(outcome.image) for outcome in outcomes),
        "wordless": waiting(request.user).count(),
        **more,
    }
    return TemplateResponse(request, "insights/media/bulk.html", context, status=status)
