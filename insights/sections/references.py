"""Fields that point at something: an image, a topic, other insights."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insights.richtext import safe_source
from insights.sections.fields import Salvaged, SectionField, TextField
from insights.sections.widgets import CategoryWidget, ImageWidget, InsightsWidget


class ImageField(TextField):
    """An image by its path ("image/hero.jpg"). The file may still be missing."""

    keeps_original = False
    default_error_messages = {"image": _("This is not the path of an image.")}

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"required": False, "widget": ImageWidget, "max_length": 255}
        super().__init__(**(defaults | kwargs))

    def to_python(self, value: Any) -> str:
        text = super().to_python(value[0] if isinstance(value, list) and len(value) == 1 else value)
        if not text:
            return ""
        path = safe_source(text)
        if path is None:
            raise ValidationError(self.error_messages["image"], code="image")
        return path

    def images(self, value: Any) -> Iterator[str]:
        if isinstance(value, str) and value:
            yield value


class CategoryField(TextField):
    """A topic by its slug. One that a document named and nobody made yet stays as it is."""

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"widget": CategoryWidget, "max_length": 100}
        super().__init__(**(defaults | kwargs))


class InsightsField(SectionField):
    """Insights by their ids, in order."""

    limit = 12

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", InsightsWidget(attrs={"rows": 3}))
        super().__init__(**kwargs)
        self.widget.limit = self.limit

    def to_python(self, value: Any) -> list[str]:
        parts = value.split() if isinstance(value, str) else value or []
        if not isinstance(parts, list):
            raise ValidationError(_("This must be a list of insights."))
        if len(parts) > self.limit:
            raise ValidationError(_("At most %(limit)s insights."), params={"limit": self.limit})
        return [self._id(part) for part in parts]

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""

    def insights(self, value: Any) -> Iterator[uuid.UUID]:
        for item in value or []:
            yield uuid.UUID(item)

    def salvage(self, value: Any) -> Salvaged:
        """The ids that are ids; the others are noted, and the whole value kept aside."""
        results = [
            super(InsightsField, self).salvage([item]) for item in (value if isinstance(value, list) else [value])
        ]
        good = [id_ for result in results for id_ in result.value or []][: self.limit]
        problems = [problem for result in results for problem in result.problems]
        return Salvaged(good, problems, keep_original=bool(problems) or len(good) < len(results))

    def _id(self, part: Any) -> str:
        try:
            return str(uuid.UUID(part))
        except (ValueError, AttributeError, TypeError) as error:
            raise ValidationError(_("“%(part)s” is not an insight's id."), params={"part": str(part)[:50]}) from error
