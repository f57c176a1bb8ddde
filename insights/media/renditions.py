"""Making what pages print of a picture, once: at upload, at import, when its focal point moves, or by the command.

Our own two modules and no package: django-pictures cuts round the middle, leaves no record of what was made (a page
links to what may not be there), and its sizes are of the model's field, not of the picture. easy-thumbnails and
sorl-thumbnail draw when a page is read. This needs Pillow, any of Django's storages, and no query when a page is read.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile

from insights.media.intake import Taken, decoded, dominant, take
from insights.media.shapes import mark, names, plan, written

if TYPE_CHECKING:
    from PIL import Image as Pillow

    from insights.media.models import Image


class StorageError(OSError):
    """The storage did not take a file: it is full, gone or refuses. Nothing of it was left there."""


def store(image: Image, taken: Taken) -> None:
    """Write the picture and what pages print of it, and note them on the image, whose row is saved afterwards.

    A failure leaves nothing; an interruption leaves files that nothing names, which `sweep_media` finds. Never is
    there a row that names files which are not there.
    """
    image.file = ContentFile(taken.content, f"picture{taken.suffix}")
    name = image.file.field.generate_filename(image, image.file.name)
    put(image.file.storage, name, taken.content)
    image.file.name, image.file._committed = name, True  # type: ignore[attr-defined]
    image.fingerprint, image.renditions = taken.fingerprint, {}
    image.colour, (image.width, image.height) = dominant(taken.picture), taken.picture.size
    try:
        if at_once():
            make(image, taken.picture)
    except BaseException:
        for each in files(image):
            with suppress(Exception):
                image.file.storage.delete(each)
        raise


def at_once() -> bool:
    """Whether the request that stores a picture makes its renditions, or `make_renditions` does it later."""
    return bool(settings.MEDIA_RENDITIONS == "request")


def make(image: Image, picture: Pillow.Image) -> None:
    """Write the renditions of a picture whose file is stored."""
    image.width, image.height = picture.size
    image.colour = dominant(picture)
    image.renditions = {
        "mark": mark((image.focal_x, image.focal_y)),
        "plain": "jpg" if picture.mode == "RGB" else "png",
        "widths": plan(*picture.size),
    }
    for name, content in written(image, picture):
        put(image.file.storage, name, content)


def put(storage: Any, name: str, content: bytes) -> None:
    """Write one whole file under this very name, or none; raises StorageError."""
    try:
        storage.delete(name)  # what an interruption left; a storage would choose another name beside it
        storage.save(name, ContentFile(content))
    except Exception as error:  # each storage has errors of its own
        with suppress(Exception):
            storage.delete(name)
        raise StorageError(str(error)) from error


def opened(image: Image) -> Any:
    """The stored file; raises FileNotFoundError when it is gone, StorageError when nobody knows."""
    try:
        return image.file.storage.open(str(image.file.name))
    except FileNotFoundError:
        raise
    except Exception as error:
        raise StorageError(str(error)) from error


def make_again(image: Image) -> None:
    """The renditions of the stored file, with the focal point and the recipe of today."""
    with opened(image) as file:
        make(image, decoded(file))


def take_again(image: Image) -> None:
    """A file that was stored before every file was written anew: as if it were uploaded now."""
    with opened(image) as file:
        taken = take(file)
    store(image, taken)
    if not image.renditions:
        make(image, taken.picture)


def is_current(image: Image) -> bool:
    """Whether the renditions on record are those of the present focal point and recipe."""
    return image.renditions.get("mark") == mark((image.focal_x, image.focal_y))


def is_whole(image: Image) -> bool:
    """Whether the storage has every file on record. It is asked for each one, so never while a page is read."""
    return is_current(image) and all(image.file.storage.exists(name) for name in names(image))


def files(image: Image) -> set[str]:
    """Every file that the image's row names."""
    return {str(image.file.name), *names(image)} if image.file else set()
