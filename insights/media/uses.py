"""Where an image is used: told by the rows that protect it from deletion."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from insights.media.models import Image

SHOWN = 100


class Use(NamedTuple):
    """An insight that mentions the image: in its working copy, in what readers see or will see, or in both."""

    title: str
    url: str
    published: bool


def uses(image: Image) -> list[Use]:
    """The insights, by title, in one query; no more than fit a page."""
    working = Q(section__insight__working_copy=None, section__insight__deleted_at=None)
    shown = Q(section__insight__visible_from__isnull=False)
    names = ("pk", "working_copy", "title", "visible_from")
    references: Any = image.references  # type: ignore[attr-defined]
    found = references.filter(working | shown).values_list(*(f"section__insight__{name}" for name in names))
    by_home: dict[uuid.UUID, Use] = {}
    for pk, home, title, visible_from in found.distinct()[: SHOWN * 3]:
        address = reverse("admin:insights_insight_change", args=[home or pk])
        before = by_home.get(home or pk)
        by_home[home or pk] = Use(title, address, bool(visible_from) or bool(before and before.published))
    return sorted(by_home.values())[:SHOWN]
