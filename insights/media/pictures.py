"""What an editor is shown of an image, and finding one among many."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from insights.media.models import Image
from insights.richtext.limits import UNSTORABLE

PER_PAGE = 24
MAX_PAGE = 10_000
MAX_WORDS = 200
SEARCHED = ("path", "title", "alt", "credit")


class Picture(NamedTuple):
    """An image by its path, whether it is recorded and has a file or not."""

    path: str
    url: str = ""
    alt: str = ""
    width: int | None = None
    height: int | None = None
    size: str = ""
    edit: str = ""
    small: str = ""
    decorative: bool = False
    title: str = ""

    @property
    def name(self) -> str:
        """What it is called in the library."""
        return self.title or PurePosixPath(self.path).name

    @property
    def state(self) -> str:
        """One word that styles and scripts choose by."""
        return "there" if self.url else "missing" if self.path else "empty"

    def facts(self) -> dict[str, Any]:
        """All of it, for a script."""
        return {**self._asdict(), "name": self.name, "state": self.state}

    def json(self) -> str:
        return json.dumps(self.facts())


def picture_at(path: str) -> Picture:
    """The image of this path in one query, with the file's size; a path nobody recorded is an image without a file."""
    image = None if UNSTORABLE.search(path) or not path else Image.objects.filter(path=path).first()
    return picture_of(image, measured=True) if image else Picture(path)


def picture_of(image: Image, *, measured: bool = False) -> Picture:
    """An image as editors see it. `measured` asks the storage, which may tell that the file is gone."""
    edit = reverse("admin:insights_image_change", args=[image.pk])
    size = _size(image) if measured and not image.is_missing else ""
    if image.is_missing or size is None:
        return Picture(image.path, alt=image.alt, edit=edit, decorative=image.decorative, title=image.title)
    shown = (image.url, image.alt, image.width, image.height)
    return Picture(image.path, *shown, size, edit, image.small_url, image.decorative, image.title)


def pictures_like(words: str, page: int, where: Q) -> tuple[list[Picture], bool]:
    """One page of the images that hold the words, newest first, and whether there are more."""
    first = (page - 1) * PER_PAGE
    found = list(_like(words).filter(where).order_by("-created_at", "-pk")[first : first + PER_PAGE + 1])
    return [picture_of(image) for image in found[:PER_PAGE]], len(found) > PER_PAGE


def _like(words: str) -> QuerySet[Image]:
    wanted = UNSTORABLE.sub("", words)[:MAX_WORDS].strip()
    holds = (Q(**{f"{name}__icontains": wanted}) for name in SEARCHED)
    return Image.objects.filter(Q(*holds, _connector=Q.OR)) if wanted else Image.objects.all()


def _size(image: Image) -> str | None:
    try:
        return filesizeformat(image.file.size)
    except Exception:  # each storage has errors of its own
        return None
