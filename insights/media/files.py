"""What may be stored as an image: told by content, never by name, and measured before it is decoded."""

from __future__ import annotations

import uuid
import warnings
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow

if TYPE_CHECKING:
    from insights.media.models import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
MEDIA_TYPES = tuple(f"image/{form.lower()}" for form in SUFFIXES)


def image_format(file: Any) -> str:
    """Pillow's name of the format; raises ValidationError for anything that is not one of ours.

    Only the header is read: a picture of 12 000 × 12 000 pixels can be 400 KB as a file and 570 MB decoded.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(file, formats=list(SUFFIXES))
    except Exception as error:  # AVIF’s reader, for one, raises RuntimeError
        raise ValidationError(_("This is not a JPEG, PNG, WebP, AVIF or GIF image.")) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise ValidationError(_("The image has more than 40 million pixels; make it smaller."))
    file.seek(0)
    return picture.format or ""


def check_image(file: object) -> None:
    """Validator of uploads: size, format by content, pixels. An unchanged stored file is not read again."""
    if getattr(file, "_committed", False):
        return
    if getattr(file, "size", 0) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB."))
    image_format(getattr(file, "file", file))  # type: ignore[arg-type]


def own_name(image: Image, name: str) -> str:
    """A name that nobody can guess and nothing can collide with; the suffix follows the content."""
    image.file.file.seek(0)
    suffix = SUFFIXES.get(image_format(image.file.file), "")
    return f"images/{uuid.uuid4().hex}{suffix}"
