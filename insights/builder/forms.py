"""The form of an insight's details."""

from __future__ import annotations

import hashlib
import json
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from insights.content.models import Category, Insight
from insights.content.slugs import slug_from
from insights.publishing.freeze import lock


class InsightForm(forms.ModelForm):
    """Details of a working copy. `seen` tells what the editor saw, so that nobody's save is overwritten unseen."""

    main_category = forms.ModelChoiceField(Category.objects.all(), label=_("Category"), required=False)
    more_categories = forms.ModelMultipleChoiceField(
        Category.objects.all(), label=_("Also in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Insight
        fields = ["title", "slug", "author", "byline", "summary", "published_at", "tags"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        if not self.instance._state.adding:
            filed = [row.category_id for row in self.instance.placements.all()]
            self.initial["main_category"], self.initial["more_categories"] = next(iter(filed), None), filed[1:]
            self.initial["seen"] = seen(self.instance)

    def clean_slug(self) -> str:
        """An empty slug is made from the title."""
        return self.cleaned_data["slug"] or slug_from(self.cleaned_data.get("title") or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance._state.adding:
            current = seen(lock(self.instance.pk))
            if cleaned.get("seen") not in ("", current):
                self._tell_conflict(current)
        return cleaned

    def categories(self) -> list[Category]:
        """The chosen categories, the main one first."""
        main = self.cleaned_data.get("main_category")
        return [*([main] if main else []), *self.cleaned_data.get("more_categories", [])]

    def _tell_conflict(self, current: str) -> None:
        """Name what somebody else stored meanwhile; saving once more then overwrites it knowingly."""
        stored = Insight.objects.get(pk=self.instance.pk)
        for name in ("title", "slug", "byline", "summary"):
            if getattr(stored, name) != self.cleaned_data.get(name):
                self.add_error(name, _("Somebody stored meanwhile: “%s”") % getattr(stored, name))
        self.add_error(None, _("Somebody else saved these details while you had them open. Your text is still here."))
        self.data = cast(QueryDict, self.data).copy()
        self.data[self.add_prefix("seen")] = current


def seen(insight: Insight) -> str:
    """A fingerprint of the details as they are stored."""
    stored = Insight.objects.filter(pk=insight.pk).values(
        "title", "slug", "author", "byline", "summary", "published_at"
    )
    filed = list(insight.placements.values_list("category_id", flat=True))
    tags = sorted(insight.tagged.values_list("tag_id", flat=True))
    text = json.dumps([list(stored), filed, tags], default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
