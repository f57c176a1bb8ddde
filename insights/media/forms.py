"""The form of an image in the admin: words for those who cannot see it, and no picture twice by mistake."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from insights.media.files import MAX_BYTES
from insights.media.folders import FolderField
from insights.media.intake import fingerprint
from insights.media.models import Image

THERE = _(
    'This picture is there already: <a href="{}">{}</a>. Use that one, or tick “Store it all the same” and choose '
    "the file again."
)
WAITS = _('Pages wait for the file of this path. <a href="{}">Give it to them there</a>.')


class ImageForm(forms.ModelForm):
    """An image that says something has words; one that says nothing is called decorative, and that is a choice."""

    folder = FolderField()
    again = forms.BooleanField(
        label=_("Store it all the same"),
        required=False,
        help_text=_("A second copy of what is there already."),
    )

    not_stored = ""

    class Meta:
        model = Image
        fields = ("path", "file", "title", "folder", "alt", "decorative", "credit", "focal_x", "focal_y")
        widgets = {"title": forms.TextInput(attrs={"size": 80}), "alt": forms.TextInput(attrs={"size": 80})} | {
            name: forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}) for name in ("focal_x", "focal_y")
        }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        file = values.get("file")
        if self.not_stored:
            self.add_error("file", self.not_stored)
        if file and not (values.get("alt") or values.get("decorative")):
            self.add_error("alt", _("Say in a sentence what the picture shows, or tick “Decorative”."))
        if file and not getattr(file, "_committed", False) and not values.get("again"):
            self._refuse_twin(file)
        return values

    def clean_path(self) -> str:
        """A path that waits for its file is led to: storing it there heals every page that mentions it."""
        path: str = self.cleaned_data["path"]
        if path and (image := Image.objects.filter(path=path, file="").exclude(pk=self.instance.pk).first()):
            address = reverse("admin:insights_image_change", args=[image.pk])
            raise ValidationError(format_html(str(WAITS), address))
        return path

    def _refuse_twin(self, file: Any) -> None:
        if file.size > MAX_BYTES:
            return  # the model says so
        known = Image(pk=self.instance.pk, fingerprint=fingerprint(file))
        if twin := Image.objects.twin_of(known):
            address = reverse("admin:insights_image_change", args=[twin.pk])
            self.add_error("file", ValidationError(format_html(str(THERE), address, twin.path)))
