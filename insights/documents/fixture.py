"""The content as a Django fixture: the same text on every machine for the same documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core import serializers
from django.db import models
from taggit.models import Tag

from insights.content.models import Author, Category, Insight, Placement, SiteProfile, TaggedInsight
from insights.media.models import Image
from insights.sections.base import Reference, Section

# By what every machine has alike; keys that the database gives are replaced by the place in this order.
ORDERS: dict[type[models.Model], tuple[str, ...]] = {
    SiteProfile: ("pk",),
    Author: ("slug",),
    Category: ("slug",),
    Tag: ("slug",),
    Image: ("path",),
    Insight: ("working_copy", "pk"),
    Placement: ("insight", "position"),
    TaggedInsight: ("content_object", "tag__slug"),
    Section: ("insight", "position", "uid"),
    Reference: ("section__insight", "section__position", "image__path", "insight"),
}
PEOPLE = ("updated_by", "published_by", "owner", "deleted_by")
FILE: dict[str, Any] = {"file": "", "width": None, "height": None, "fingerprint": "", "colour": "", "renditions": {}}
FILED = {"title", "folder", "uploaded_by"}  # where one site's library has it
NOT_OURS = {**FILE, "changed_since": None, **dict.fromkeys(PEOPLE)}


def dump() -> str:
    """All insights with what hangs on them, as JSON for `loaddata`. Image files and users are not part of it."""
    keys: dict[str, dict[Any, int]] = defaultdict(dict)
    records = [record for model, order in ORDERS.items() for record in _records(model, order, keys)]
    lines = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _records(
    model: type[models.Model], order: Iterable[str], keys: dict[str, dict[Any, int]]
) -> Iterator[dict[str, Any]]:
    rows = model._default_manager.order_by(*(models.F(name).asc(nulls_first=True) for name in order))
    for record in serializers.serialize("python", rows):
        record["model"] = model._meta.label_lower
        record["pk"] = _own_key(record, keys)
        kept = {name: value for name, value in record["fields"].items() if model is not Image or name not in FILED}
        record["fields"] = {name: _value(model, name, value, keys) for name, value in kept.items()}
        yield json.loads(json.dumps(_dated(record), default=str))


def _own_key(record: dict[str, Any], keys: dict[str, dict[Any, int]]) -> Any:
    if not isinstance(record["pk"], int):
        return str(record["pk"])
    known = keys[record["model"]]
    return known.setdefault(record["pk"], len(known) + 1)


def _value(model: type[models.Model], name: str, value: Any, keys: dict[str, dict[Any, int]]) -> Any:
    if name in NOT_OURS:
        return NOT_OURS[name]
    related = model._meta.get_field(name).related_model
    if isinstance(related, type) and isinstance(value, int):
        return keys[related._meta.label_lower].get(value, value)
    return value


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    """Moments of the import itself become the document's own."""
    fields = record["fields"]
    if fields.get("visible_from"):
        fields["visible_from"] = fields.get("live_at") or fields["published_at"]
    if "created_at" in fields:
        fields["created_at"] = fields.get("published_at") or fields.get("updated_at") or "2026-01-01T00:00:00Z"
        if record["model"] == "insights.image":
            fields["created_at"] = "2026-01-01T00:00:00Z"
    return record
