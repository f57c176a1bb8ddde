"""Images in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from insights.media import chooser
from insights.media.models import Image
from insights.media.searching import SearchMixin


@admin.register(Image)
class ImageAdmin(SearchMixin, admin.ModelAdmin):
    """Every image that was uploaded or that a document mentions; those without a file first."""

    list_display = ("path", "preview", "alt", "width", "height")
    list_filter = (("file", admin.EmptyFieldListFilter),)
    search_fields = ("path", "alt")
    fields = ("path", "file", "alt")

    def get_urls(self) -> list[Any]:
        views = {"choose": chooser.choose, "describe": chooser.describe, "upload": chooser.upload}
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"insights_image_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def get_readonly_fields(self, request: object, obj: Image | None = None) -> tuple[str, ...]:
        """A path is an identity: fixed once it is given."""
        return ("path",) if obj else ()

    @admin.display(description=_("image"))
    def preview(self, image: Image) -> str:
        if image.is_missing:
            return "—"
        return format_html('<img src="{}" alt="" width="72" height="48" loading="lazy">', image.url)
