"""Form fields of sections: each guards one value of a section's JSON data, however it came in.

Besides Django's own duty (clean what a form posts), a field here accepts the JSON value itself, tells which images
and insights the value mentions, and can salvage what a document holds.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.content.validators import storable
from insights.richtext import Problem, safe_url
from insights.sections.bound import BoundSectionField

Suggestions = Iterable[tuple[str, str]]
LINE_ENDS = re.compile(r"[\r\n]")


class Salvaged(NamedTuple):
    """What an importer keeps of a value: the value to store, what was wrong, and whether to keep the original.

    `original` is what to keep aside, where that is not the whole value.
    """

    value: Any
    problems: list[Problem] = []
    keep_original: bool = False
    original: Any = None


class Link(NamedTuple):
    """An address that readers may follow, and the words they follow it by."""

    url: str
    words: str = ""


class Place(NamedTuple):
    """A field of a section or of a row in it, with its path inside the data (`links[2].url`) and its stored value."""

    path: str
    field: SectionField
    value: Any

    @property
    def is_missing(self) -> bool:
        """Whether something is required here and nothing stands there."""
        field = self.field
        return field.required and field.is_blank(field.initial if field.is_blank(self.value) else self.value)


class SectionField(forms.Field):
    """What every field of a section can do beyond cleaning.

    A document's value that cannot be used is kept aside for the export, unless keeping it could do harm.
    `shown_when` names the values of other fields with which this one matters: {"filter": "category"}.
    """

    keeps_original = True
    bound_field_class = BoundSectionField

    def __init__(self, *, shown_when: dict[str, str | tuple[str, ...]] | None = None, **kwargs: Any) -> None:
        self.shown_when = shown_when or {}
        super().__init__(**kwargs)

    def to_data(self, value: Any, before: Any = None) -> Any:
        """The cleaned value as it is stored in JSON, given what was stored before."""
        return value

    def images(self, value: Any) -> Iterator[str]:
        """Paths of the images that a stored value mentions."""
        yield from ()

    def insights(self, value: Any) -> Iterator[uuid.UUID]:
        """Ids of the insights that a stored value mentions."""
        yield from ()

    def links(self, value: Any) -> Iterator[Link]:
        """Addresses that a stored value leads to."""
        yield from ()

    def is_blank(self, value: Any) -> bool:
        """Whether a stored value says nothing."""
        return value is None or value == [] or (isinstance(value, str) and not value.strip())

    def places(self, value: Any) -> Iterator[Place]:
        """The fields inside this one, for a field that holds rows."""
        yield from ()

    def salvage(self, value: Any) -> Salvaged:
        """Keep a document's value if it is fine, else the field's default with the reason."""
        if value in (None, ""):
            return Salvaged(None)
        try:
            return Salvaged(self.to_data(self.clean(value)))
        except ValidationError as error:
            problems = [Problem("", str(message)) for message in error.messages]
            return Salvaged(self.initial, problems, self.keeps_original)


class TextField(SectionField, forms.CharField):
    """Plain text, kept to the letter. `suggestions` are pairs of a value and its name to choose from."""

    def __init__(
        self, *, long: bool = False, max_length: int = 500, suggestions: Suggestions = (), **kwargs: Any
    ) -> None:
        if long:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        self.suggestions = suggestions
        super().__init__(strip=False, max_length=max_length, **kwargs)
        self.validators.append(storable)

    def to_python(self, value: Any) -> str:
        if isinstance(value, list | dict):
            raise ValidationError(_("This must be text."))
        if isinstance(value, bool):
            value = str(value).lower()
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def to_data(self, value: Any, before: Any = None) -> Any:
        """The value, unless it only lost the line ends that a one-line input cannot show."""
        is_long = isinstance(self.widget, forms.Textarea)
        lost = isinstance(before, str) and value == LINE_ENDS.sub("", before)
        return before if lost and not is_long else value


class FlagField(SectionField, forms.BooleanField):
    """Yes or no; documents also write it as words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> bool:
        return super().to_python("false" if str(value).strip().lower() in {"no", "off", "none"} else value)


class NumberField(SectionField, forms.IntegerField):
    """A whole number between two bounds."""

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, bool | float | list | dict) or len(str(value)) > 18:
            raise ValidationError(self.error_messages["invalid"])
        return super().to_python(value)


class ChoiceField(SectionField, forms.ChoiceField):
    """One of a closed list. `handles` maps what documents write to our names ({"futured": "featured"})."""

    def __init__(self, *, handles: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.handles = handles or {}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        if isinstance(value, list | dict):
            raise ValidationError(_("This must be text."))
        return super().to_python(self.handles.get(str(value), value))

    def salvage(self, value: Any) -> Salvaged:
        """As any field, but a known handle of another spelling is kept for the export too."""
        result = super().salvage(value)
        return result._replace(keep_original=result.keep_original or value != result.value)


class LinkField(TextField):
    """A web address, mail address, telephone number, path or anchor."""

    keeps_original = False
    default_error_messages = {"link": _("This is not an address that a page may link to.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).strip()
        if not text:
            return ""
        url = safe_url(text)
        if url is None:
            raise ValidationError(self.error_messages["link"], code="link")
        return url

    def links(self, value: Any) -> Iterator[Link]:
        if isinstance(value, str) and value:
            yield Link(value)

    def salvage(self, value: Any) -> Salvaged:
        """An address that leads nowhere means "not filled in", and is not kept: it may be a script."""
        result = super().salvage(value)
        told = [Problem(path, str(_("Not an address; taken as not filled in."))) for path, _message in result.problems]
        return result._replace(problems=told)
