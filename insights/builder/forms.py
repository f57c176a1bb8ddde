"""The form of an insight's details."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from insights.builder.moments import MomentField
from insights.content.choices import ManyField
from insights.content.models import Category, Insight
from insights.content.slugs import slug_from
from insights.content.validators import storable
from insights.publishing.freeze import lock

NAMED = ("title", "slug", "author", "byline", "summary", "published_at")
MAX_TAG = 100


class InsightForm(forms.ModelForm):
    """Details of a working copy. `seen` tells what the editor saw, so that nobody's save is overwritten unseen."""

    main_category = forms.ModelChoiceField(Category.objects.all(), label=_("Category"), required=False)
    more_categories = ManyField(Category.objects.all(), label=_("Also in"), required=False)
    published_at = MomentField(label=_("Published on"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Insight
        fields = ["title", "slug", "author", "byline", "summary", "published_at", "tags"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if not self.instance._state.adding:
            filed = [row.category_id for row in self.instance.placements.all()]
            self.initial["main_category"], self.initial["more_categories"] = next(iter(filed), None), filed[1:]
            self.initial["seen"] = seen(self.instance)

    def clean_slug(self) -> str:
        """An empty slug is made from the title; a taken one is refused here, not by the database."""
        slug: str = self.cleaned_data["slug"] or slug_from(self.cleaned_data.get("title") or "")
        if Insight.objects.working().filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another insight has the address “%(slug)s”."), params={"slug": slug})
        return slug

    def clean_summary(self) -> str:
        """Line ends as they are stored, not as browsers send them."""
        return cast(str, self.cleaned_data["summary"]).replace("\r\n", "\n")

    def clean_published_at(self) -> datetime | None:
        """The stored moment to the microsecond, where the form shows its second."""
        given, stored = self.cleaned_data["published_at"], self.instance.published_at
        return stored if given and stored and given == stored.replace(microsecond=0) else given

    def clean_tags(self) -> list[str]:
        """Tags that can be stored, and typed again."""
        tags: list[str] = self.cleaned_data["tags"]
        for tag in tags:
            storable(tag)
            if len(tag) > MAX_TAG:
                raise ValidationError(_("A tag has at most %(limit)s characters."), params={"limit": MAX_TAG})
        return tags

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance._state.adding:
            stored = lock(self.instance.pk)
            self.before = seen(stored)
            if cleaned.get("seen") not in ("", self.before):
                self._tell_conflict(stored)
        return cleaned

    def categories(self) -> list[Category]:
        """The chosen categories, the main one first."""
        main = self.cleaned_data.get("main_category")
        return [*([main] if main else []), *self.cleaned_data.get("more_categories", [])]

    def _tell_conflict(self, stored: Insight) -> None:
        """Name what somebody else stored meanwhile; saving once more then overwrites it knowingly."""
        values = {name: getattr(stored, name) for name in NAMED}
        more = [row.category for row in stored.placements.select_related("category")[1:]]
        values |= {"main_category": stored.category, "more_categories": _list(more)}
        values |= {"tags": _list(stored.tags.names())}
        lists = {name: _list(self.cleaned_data.get(name) or []) for name in ("more_categories", "tags")}
        given = self.cleaned_data | lists
        for name, value in values.items():
            if value != given.get(name):
                self.add_error(name, _("Somebody stored meanwhile: “%s”") % (value or "–"))
        self.add_error(None, _("Somebody else saved these details while you had them open. Your text is still here."))
        self.data = cast(QueryDict, self.data).copy()
        self.data[self.add_prefix("seen")] = self.before


class BereftForm(InsightForm):
    """What was typed for an insight that somebody deleted meanwhile; sent once more, it is a new one."""

    def clean(self) -> dict[str, Any]:
        words = _("Somebody deleted this insight meanwhile. Your text is still here; save it to make a new one of it.")
        self.add_error(None, words)
        return super().clean()


def _list(items: Iterable[Any]) -> str:
    return ", ".join(sorted(map(str, items)))


def seen(insight: Insight) -> str:
    """A fingerprint of the details as they are stored."""
    stored = Insight.objects.filter(pk=insight.pk).values(*NAMED)
    filed = list(insight.placements.values_list("category_id", flat=True))
    tags = sorted(insight.tagged.values_list("tag_id", flat=True))
    text = json.dumps([list(stored), filed, tags], default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
