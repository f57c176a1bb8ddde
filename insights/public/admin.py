"""Redirects in the admin: those that publishing makes, and addresses that editors lead somewhere themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.public.spaces import is_readers

STEPS = 20  # more than that one after another nobody follows


class RedirectForm(forms.ModelForm):
    """Both are addresses of this site's readers; an empty target says that the page is gone."""

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]
        help_texts = {
            "old_path": _("A path of this site, such as /insights/former/."),
            "new_path": _("A path of this site. Leave it empty if the page is gone for good (410)."),
        }

    def clean_old_path(self) -> str:
        path: str = self.cleaned_data["old_path"]
        _own(path)
        if _others(self.instance).filter(old_path=path).exists():
            raise ValidationError(_("There is a redirect from here already."))
        return path

    def clean_new_path(self) -> str:
        path: str = self.cleaned_data["new_path"]
        if path:
            _own(path)
        return path

    def clean(self) -> dict[str, Any]:
        """Refuse what would lead back to where it began."""
        cleaned = super().clean() or {}
        old, step = cleaned.get("old_path"), cleaned.get("new_path")
        rows = dict(_others(self.instance).values_list("old_path", "new_path"))
        following = {_bare(path): target for path, target in rows.items()} | rows
        for _number in range(STEPS):
            if step and _bare(step) == _bare(old or ""):
                raise ValidationError({"new_path": _("This leads in a circle, back to %s.") % old})
            step = following.get(step, following.get(_bare(step))) if step else None
        return cleaned


def _own(path: str) -> None:
    if not is_readers(path):
        raise ValidationError(_("“%s” is not a path for readers of this site, such as /insights/former/.") % path[:60])


def _bare(path: str) -> str:
    """Without what follows the path; readers get there with and without the slash at its end."""
    return path.partition("?")[0].partition("#")[0].rstrip("/") + "/"


def _others(redirect: Redirect) -> Any:
    return Redirect.objects.filter(site=settings.SITE_ID).exclude(pk=redirect.pk)


admin.site.unregister([Redirect, Site])  # absolute addresses come from SITE_URL, not from a row


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    """As Django's, for our one site."""

    form = RedirectForm
    list_display = ("old_path", "new_path")
    search_fields = ("old_path", "new_path")
    ordering = ("old_path",)

    def save_model(self, request: Any, obj: Redirect, form: Any, change: bool) -> None:
        obj.site_id = settings.SITE_ID
        super().save_model(request, obj, form, change)
