"""Words for pictures that were uploaded without: all of somebody's on one page, and none is lost when it is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from insights.media.models import Image
from insights.media.storing import CHANGE, UPLOAD

PER_PAGE = 24
PAGE = "admin:insights_image_words"


class WordsForm(forms.ModelForm):
    """What one picture shows, or that it says nothing. A row left empty waits on."""

    use_required_attribute = False

    class Meta:
        model = Image
        fields = ("alt", "decorative", "credit")
        widgets = {"alt": forms.Textarea(attrs={"rows": 2, "maxlength": 500})}

    def clean_alt(self) -> str:
        return " ".join(self.cleaned_data["alt"].split())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("credit") and not (values.get("alt") or values.get("decorative") or "alt" in self.errors):
            self.add_error("alt", _("Say in a sentence what the picture shows, or tick “Decorative”."))
        return values

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("alt") or self.cleaned_data.get("decorative"))


def waiting(user: Any, *, everybody: bool = False) -> QuerySet[Image]:
    """The wordless pictures that somebody may describe: one's own, and all of them for who may change pictures."""
    found = Image.objects.wordless().order_by("-created_at", "-pk")
    return found if everybody and user.has_perm(CHANGE) else found.filter(uploaded_by=user)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The next of them, newest first; what is right is stored, the rest stays as it was typed."""
    if not (request.user.has_perm(UPLOAD) or request.user.has_perm(CHANGE)):
        raise PermissionDenied
    everybody = "all" in request.GET and request.user.has_perm(CHANGE)
    images = waiting(request.user, everybody=everybody)
    if request.method != "POST":
        return _page(
            request, [WordsForm(instance=image, prefix=image.pk.hex) for image in images[:PER_PAGE]], everybody
        )
    forms_, meanwhile = _posted(request, images)
    stored = _kept(forms_)
    _tell(request, stored, meanwhile)
    if all(form.is_valid() for form in forms_):
        return redirect(f"{request.path}?all" if everybody else request.path)
    return _page(request, [form for form in forms_ if form.errors or not form.is_filled], everybody)


def _posted(request: HttpRequest, images: QuerySet[Image]) -> tuple[list[WordsForm], list[str]]:
    """A form for each picture that came and still waits, and what was typed for those that somebody was faster with."""
    prefixes = [name.removesuffix("-alt") for name in request.POST if name.endswith("-alt")][:PER_PAGE]
    found = {image.pk.hex: image for image in images.filter(pk__in=[p for p in prefixes if _is_id(p)])}
    typed = [request.POST[f"{prefix}-alt"].strip()[:500] for prefix in prefixes if prefix not in found]
    known = [prefix for prefix in prefixes if prefix in found]
    return [WordsForm(request.POST, instance=found[prefix], prefix=prefix) for prefix in known], list(
        filter(None, typed)
    )


def _is_id(text: str) -> bool:
    return len(text) == 32 and not set(text) - set("0123456789abcdef")


def _kept(filled: list[WordsForm]) -> int:
    """Each row on its own: no file is touched, and one that is wrong keeps no other back."""
    right = [form for form in filled if form.is_valid() and form.is_filled]
    for form in right:
        values = {name: form.cleaned_data[name] for name in WordsForm.Meta.fields}
        Image.objects.wordless().filter(pk=form.instance.pk).update(**values)
    return len(right)


def _tell(request: HttpRequest, stored: int, meanwhile: list[str]) -> None:
    if stored:
        messages.success(
            request, ngettext("%s picture has its words.", "%s pictures have their words.", stored) % stored
        )
    for text in meanwhile:
        messages.warning(request, _("Somebody described this picture meanwhile. You wrote: “%s”") % text)


def _page(request: HttpRequest, rows: list[WordsForm], everybody: bool) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Describe the pictures"),
        "rows": rows,
        "everybody": everybody,
        "mine": waiting(request.user).count(),
        "all": waiting(request.user, everybody=True).count() if request.user.has_perm(CHANGE) else 0,
        "wrong": any(form.errors for form in rows if form.is_bound),
    }
    return TemplateResponse(request, "insights/media/words.html", context)
