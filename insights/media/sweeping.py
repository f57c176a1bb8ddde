"""Files that no row knows: left by an upload that was cut off, or by a picture that got another file.

What an image gave up is kept for a while: pages, feeds and caches may still name it. What nobody ever noted is told by
its age. Only names of our own making are looked at, and no file is deleted that any row of any model names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField
from django.utils import timezone

from insights.media.library import Discarded
from insights.media.models import Image
from insights.media.renditions import files
from insights.media.views import NAMES

FOLDER = "images"


def stray(days: float, storage: Storage = default_storage) -> list[str]:
    """The names of files that may go."""
    before = timezone.now() - timedelta(days=days)
    there = {f"{FOLDER}/{name}" for name in _listed(storage) if re.fullmatch(NAMES, name)}
    noted = dict(Discarded.objects.values_list("name", "at"))
    unknown = sorted(there - known())
    return [name for name in unknown if _since(name, noted, storage) <= before]


def known() -> set[str]:
    """Every file that a row names, whatever its model."""
    found = {name for image in Image.objects.exclude(file="").iterator() for name in files(image)}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                found |= set(model._default_manager.values_list(field.name, flat=True))
    return found


def sweep(names: list[str], storage: Storage = default_storage) -> Iterator[tuple[str, str]]:
    """Delete them one by one; gives each with what went wrong, if anything did."""
    back = known()  # what became somebody's again since the list was made
    for name in names:
        if name in back:
            continue
        try:
            storage.delete(name)
            Discarded.objects.filter(name=name).delete()
            yield name, ""
        except Exception as error:  # each storage has errors of its own
            yield name, str(error)


def _listed(storage: Storage) -> list[str]:
    try:
        return storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return []


def _since(name: str, noted: dict[str, Any], storage: Storage) -> datetime:
    """When it was given up; when it was written, if nobody noted that."""
    try:
        moment: datetime = noted.get(name) or storage.get_modified_time(name)
    except FileNotFoundError:
        return timezone.now()
    return moment
