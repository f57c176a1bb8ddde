"""Authors, categories, tags and the site profile in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from insights.content.forms import AuthorForm, SiteProfileForm
from insights.content.models import Author, Category, SiteProfile
from insights.media.searching import SearchMixin

admin.site.unregister(Tag)


@admin.register(Author)
class AuthorAdmin(SearchMixin, admin.ModelAdmin):
    """People and companies that write."""

    form = AuthorForm
    list_display = ("name", "role")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Category)
class CategoryAdmin(SearchMixin, admin.ModelAdmin):
    """Topics, in the order that readers see them in."""

    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Tag)
class TagAdmin(SearchMixin, admin.ModelAdmin):
    """Tags by name. Taggit's own admin lets all staff merge tags, and knows nothing of tags of insights."""

    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(SiteProfile)
class SiteProfileAdmin(admin.ModelAdmin):
    """The one profile of the site."""

    form = SiteProfileForm
    fieldsets = (
        (None, {"fields": ("brand", "tagline", "description", "email")}),
        (_("Links"), {"fields": ("navigation", "footer", "profiles")}),
        (_("Call to action"), {"fields": tuple(SiteProfileForm.band_fields())}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
