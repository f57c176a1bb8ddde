"""Forms of the site profile and of authors: lists of links as lines that a person can type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.content.author import Author
from insights.content.profile import DEMO_BAND, SiteProfile
from insights.richtext import safe_url

PREFIX = "call_"


class LinesField(forms.Field):
    """Links as text, one `Words | address` a line. With `headed`, a line without `|` heads the lines below it."""

    def __init__(self, *, keys: tuple[str, str] = ("label", "url"), headed: bool = False, **kwargs: Any) -> None:
        self.keys, self.headed = keys, headed
        super().__init__(widget=forms.Textarea(attrs={"rows": 8, "cols": 60}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> str:
        if not isinstance(value, list):
            return value or ""
        return "\n".join(line for entry in value for line in self._lines(entry))

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = []
        for number, line in enumerate((value or "").splitlines(), 1):
            if not line.strip():
                continue
            words, bar, url = (part.strip() for part in line.rpartition("|"))
            if not bar and self.headed:
                entries.append({"heading": url, "links": []})
            else:
                self._holder(entries, number).append(self._link(words, url, number))
        return entries

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).split() != (data or "").split()

    def _holder(self, entries: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
        if not self.headed:
            return entries
        if not entries:
            raise ValidationError(_("Line %d needs a heading above it.") % number)
        links: list[dict[str, Any]] = entries[-1]["links"]
        return links

    def _link(self, words: str, url: str, number: int) -> dict[str, Any]:
        safe = safe_url(url)
        if not words or not safe:
            raise ValidationError(_("Line %d is not “Words | address”.") % number)
        return dict(zip(self.keys, (words, safe), strict=True))

    def _lines(self, entry: dict[str, Any]) -> list[str]:
        if "links" in entry:
            return [entry.get("heading", ""), *(line for link in entry["links"] for line in self._lines(link))]
        return [" | ".join(str(entry.get(key, "")) for key in self.keys)]


def words(label: Any) -> forms.CharField:
    """A field for one line of the call to action."""
    return forms.CharField(label=label, max_length=300, required=False, widget=AdminTextInputWidget)


def profile_lines(label: Any) -> LinesField:
    """A field for profiles on social networks."""
    return LinesField(label=label, keys=("network", "url"), help_text=_("One a line: linkedin | https://…"))


class AuthorForm(forms.ModelForm):
    """A person or company that writes."""

    profiles = profile_lines(_("Profiles"))

    class Meta:
        model = Author
        fields = ["name", "slug", "role", "bio", "profiles"]


class SiteProfileForm(forms.ModelForm):
    """Brand, links and the words of the call to action."""

    navigation = LinesField(label=_("Navigation"), help_text=_("One a line: Insights | /insights/"))
    footer = LinesField(label=_("Footer"), headed=True, help_text=_("A heading alone on its line, its links below it."))
    profiles = profile_lines(_("Social profiles"))

    call_heading = words(_("Heading"))
    call_text = words(_("Text"))
    call_invitation = words(_("Invitation"))
    call_invitation_link = words(_("Words of its link"))
    call_button_text = words(_("Button"))
    call_explore = words(_("Last line"))
    call_explore_link = words(_("Words of its link"))

    class Meta:
        model = SiteProfile
        fields = ["brand", "tagline", "description", "email", "navigation", "footer", "profiles"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DEMO_BAND:
            self.initial[PREFIX + name] = self.instance.band()[name]

    @staticmethod
    def band_fields() -> list[str]:
        """Names of the fields that hold the words of the call to action."""
        return [PREFIX + name for name in DEMO_BAND]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.demo_band = {name: cleaned.get(PREFIX + name, "") for name in DEMO_BAND}
        return cleaned
