"""Images in the admin."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from insights.media import bulk, chooser, folder_views
from insights.media.actions import PlaceForm, delete_selected, move
from insights.media.files import MEDIA_TYPES
from insights.media.filters import FolderFilter, StateFilter, UseFilter
from insights.media.folders import NONE, Tree
from insights.media.forms import ImageForm
from insights.media.models import Image
from insights.media.pictures import SEARCHED
from insights.media.searching import SearchMixin
from insights.media.storing import CHANGE, UPLOAD, trouble
from insights.media.uses import uses
from insights.media.words import waiting, words

logger = logging.getLogger(__name__)
WORDS = ("title", "folder", "alt", "decorative", "credit")
TOO_LARGE = _("The file is larger than 10 MB.")
FOCUS = ("focal_x", "focal_y", "focal")


class PictureInput(AdminFileWidget):
    """Offers pictures only, where the browser can tell."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ",".join(MEDIA_TYPES), "data-large": TOO_LARGE, **(attrs or {})})


@admin.register(Image)
class ImageAdmin(SearchMixin, admin.ModelAdmin):
    """Every image that was uploaded or that a document mentions. A file that replaces another keeps every use."""

    form = ImageForm
    list_display = ("preview", "name", "words", "credit", "folder", "size", "added")
    list_display_links = ("name",)
    list_filter = (FolderFilter, UseFilter, StateFilter)
    empty_value_display = ""
    list_select_related = ("folder",)
    list_per_page = 60
    ordering = ("-created_at", "path")
    search_fields = SEARCHED
    actions = (move, delete_selected)
    action_form = PlaceForm
    # Our own check tells the format by content, of five; the form field of Django would try all that Pillow knows.
    formfield_overrides = {models.ImageField: {"form_class": forms.FileField, "widget": PictureInput}}

    class Media:
        css = {"all": ["css/media.css"]}
        js = [Script("js/media/focal.js", type="module")]

    def get_urls(self) -> list[Any]:
        one = "folders/<int:folder_id>/"
        views: dict[str, tuple[str, Callable[..., HttpResponseBase]]] = {
            "choose": ("choose/", chooser.choose), "describe": ("describe/", chooser.describe),
            "upload": ("upload/", chooser.upload), "bulk": ("bulk/", bulk.bulk), "words": ("words/", words),
            "folders": ("folders/", folder_views.folders), "folder": (one, folder_views.folder),
            "folder_delete": (f"{one}delete/", folder_views.delete),
        }  # fmt: skip
        own = [
            path(route, self.admin_site.admin_view(view), name=f"insights_image_{name}")
            for name, (route, view) in views.items()
        ]
        return [*own, *super().get_urls()]

    def response_action(self, request: HttpRequest, queryset: QuerySet[Image], *args: Any) -> Any:
        """A selection of what is no picture selects nothing."""
        try:
            return super().response_action(request, queryset, *args)
        except ValidationError:
            messages.warning(request, _("Select the pictures first."))
            return None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """With the folders, in the layout that was chosen last."""
        if layout := request.GET.get("layout"):
            request.session["library"] = "table" if layout == "table" else "grid"
            query = request.GET.copy()
            del query["layout"]
            return redirect(f"{request.path}?{query.urlencode()}")
        tree = Tree()
        branch = tree.find(request.GET.get("in", ""))
        context = {
            "title": _("Images"),
            "tree": tree,
            "branch": branch,
            "trail": tree.trail(branch.pk if branch else None),
            "inner": tree.children(branch.pk if branch else None),
            "is_unfiled": request.GET.get("in") == NONE,
            "layout": request.session.get("library", "grid"),
            "grid_url": _with_layout(request, "grid"),
            "table_url": _with_layout(request, "table"),
            "wordless": waiting(request.user, everybody=True).count(),
            "may_upload": request.user.has_perm(UPLOAD),
            "may_file": request.user.has_perm(CHANGE),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Without Django's transaction: making the files takes seconds, and SQLite would let nobody else write.

        One row is written, and the log's line after it. The token is checked by the middleware, as everywhere.
        """
        try:
            return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]
        except (OSError, ValidationError) as error:
            logger.exception("a picture could not be stored")
            request.not_stored = trouble(error)  # type: ignore[attr-defined]
            return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]

    def get_form(self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any) -> Any:
        """One that says so, if the storage has just refused the file."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"not_stored": getattr(request, "not_stored", "")})

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        """The second copy is asked about when somebody sends one, the focal point when there is a picture."""
        again = ("again",) if request.method == "POST" else ()
        main = (None, {"fields": ("path", "file", *again, *WORDS)})
        if obj is None:
            return [main]
        return [main, (_("Focal point"), {"fields": FOCUS}), (_("Used in"), {"fields": ("used_in",)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """A path is an identity: fixed once it is given."""
        return ("path", "focal", "used_in") if obj else ()

    @admin.display(description=_("image"))
    def preview(self, image: Image) -> SafeString:
        return render_to_string("insights/media/preview.html", {"image": image})

    @admin.display(description=_("name"), ordering="path")
    def name(self, image: Image) -> str:
        """The title, or what the path ends with."""
        return image.title or PurePosixPath(image.path).name

    @admin.display(description=_("alternative text"), ordering="alt")
    def words(self, image: Image) -> str:
        """What those hear who cannot see it, or that nobody has said it yet."""
        if image.decorative:
            return str(_("decorative"))
        lacking = format_html('<span class="lacking">{}</span>', _("no alternative text"))
        return image.alt or ("" if image.is_missing else lacking)

    @admin.display(description=_("size"), ordering="width")
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}" if image.width else ""

    @admin.display(description=_("added"), ordering="created_at")
    def added(self, image: Image) -> datetime:
        return image.created_at

    @admin.display(description=_("what has to be in sight"))
    def focal(self, image: Image) -> SafeString:
        return render_to_string("insights/media/focal.html", {"image": image})

    @admin.display(description=_("insights"))
    def used_in(self, image: Image) -> SafeString:
        return render_to_string("insights/media/uses.html", {"uses": uses(image)})


def _with_layout(request: HttpRequest, layout: str) -> str:
    query = request.GET.copy()
    query["layout"] = layout
    return f"?{query.urlencode()}"
