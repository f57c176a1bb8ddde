"""Share images are made when an insight is published, or healed by a command; never because somebody asks for one."""

from __future__ import annotations

import hashlib
import logging
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.dispatch import receiver

from insights.content.models import Insight
from insights.media.models import Image
from insights.public.drawing import DESIGN, Words, draw
from insights.public.models import ShareImage
from insights.publishing.signals import published
from insights.sections.rendering import first_opening

logger = logging.getLogger(__name__)
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")  # what the networks show; they know no AVIF
ENOUGH = 600  # pixels across


class Shared(NamedTuple):
    """A file that the networks show large."""

    url: str
    width: int
    height: int


def shareable(image: Image | None) -> Shared | None:
    """The picture itself where the networks know its format, else the file for browsers that know no better."""
    if image is None or image.is_missing:
        return None
    plain = image.full
    if str(image.file.name).endswith(SUFFIXES):
        found = Shared(image.url, image.width or 0, image.height or 0)
    else:
        found = Shared(plain.url, plain.width, plain.height) if plain else Shared("", 0, 0)
    return found if found.width >= ENOUGH else None


@receiver(published, dispatch_uid="insights.public.share_images")
def draw_when_published(version: Insight, **kwargs: Any) -> None:
    """Publishing has succeeded by now, whatever becomes of the picture."""
    try:
        refresh(version)
    except Exception:
        logger.exception("no share image was made; `manage.py make_share_images` makes up for it")


def refresh(version: Insight) -> bool:
    """Make the picture that this live version needs, unless it is there; those of versions before it go."""
    before = ShareImage.objects.filter(version__working_copy=version.working_copy_id)
    wanted = None if shareable(_hero(version)) else words(version)
    kept = next((row for row in before if wanted and _is_good(row, digest(wanted))), None)
    if kept:
        ShareImage.objects.filter(pk=kept.pk).update(version=version)
    with transaction.atomic():
        for row in before:
            if row != kept:
                row.delete()
        if wanted and not kept:
            picture = ShareImage(version=version, digest=digest(wanted))
            picture.file.save("", ContentFile(draw(wanted)))
    return bool(wanted and not kept)


def words(version: Insight) -> Words:
    """What is written on an insight's picture."""
    return Words(version.title, version.category.name if version.category else "", version.site.brand)


def digest(wanted: Words) -> str:
    """Equal for pictures that look alike."""
    return hashlib.sha256("\0".join([DESIGN, *wanted]).encode(errors="replace")).hexdigest()


def _is_good(picture: ShareImage, wanted: str) -> bool:
    return picture.digest == wanted and picture.file.storage.exists(str(picture.file.name))


def _hero(version: Insight) -> Image | None:
    shown = [section for section in version.sections.all() if section.is_known and section.is_shown]
    path = first_opening(shown).hero
    return Image.objects.filter(path=path).first() if path else None
