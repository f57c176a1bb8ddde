"""Images in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from insights.media import chooser
from insights.media.files import MEDIA_TYPES
from insights.media.forms import ImageForm
from insights.media.models import Image
from insights.media.searching import SearchMixin
from insights.media.uses import uses

WORDS = ("alt", "decorative", "credit")
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
    list_display = ("path", "preview", "alt", "credit", "width", "height")
    list_filter = (("file", admin.EmptyFieldListFilter), ("alt", admin.EmptyFieldListFilter), "decorative")
    search_fields = ("path", "alt", "credit")
    # Our own check tells the format by content, of five; the form field of Django would try all that Pillow knows.
    formfield_overrides = {models.ImageField: {"form_class": forms.FileField, "widget": PictureInput}}

    class Media:
        css = {"all": ["css/media.css"]}
        js = [Script("js/media/focal.js", type="module")]

    def get_urls(self) -> list[Any]:
        views = {"choose": chooser.choose, "describe": chooser.describe, "upload": chooser.upload}
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"insights_image_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Without Django's transaction: making the files takes seconds, and SQLite would let nobody else write.

        One row is written, and the log's line after it. The token is checked by the middleware, as everywhere.
        """
        return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]

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
    def preview(self, image: Image) -> str:
        if image.is_missing:
            return "—"
        return format_html('<img src="{}" alt="" width="72" height="48" loading="lazy">', image.small_url)

    @admin.display(description=_("what has to be in sight"))
    def focal(self, image: Image) -> SafeString:
        return render_to_string("insights/media/focal.html", {"image": image})

    @admin.display(description=_("insights"))
    def used_in(self, image: Image) -> SafeString:
        return render_to_string("insights/media/uses.html", {"uses": uses(image)})
