"""Making what pages print of a picture, once: at upload, at import, when its focal point moves, or by the command.

Our own two modules and no package: django-pictures cuts round the middle, leaves no record of what was made (a page
links to what may not be there), and its sizes are of the model's field, not of the picture. easy-thumbnails and
sorl-thumbnail draw when a page is read. This needs Pillow, any of Django's storages, and no query when a page is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from insights.media.intake import Taken, decoded, dominant, take
from insights.media.shapes import mark, names, plan, written

if TYPE_CHECKING:
    from PIL import Image as Pillow

    from insights.media.models import Image


def store(image: Image, taken: Taken) -> None:
    """Write the picture and all its renditions and note them on the image, whose row is saved afterwards.

    An interruption leaves files that nothing names, never a row that names files which are not there.
    """
    image.file = ContentFile(taken.content, f"picture{taken.suffix}")
    image.file.save(str(image.file.name), image.file.file, save=False)
    image.fingerprint = taken.fingerprint
    make(image, taken.picture)


def make(image: Image, picture: Pillow.Image) -> None:
    """Write the renditions of a picture whose file is stored."""
    image.width, image.height = picture.size
    image.colour = dominant(picture)
    image.renditions = {
        "mark": mark((image.focal_x, image.focal_y)),
        "plain": "jpg" if picture.mode == "RGB" else "png",
        "widths": plan(*picture.size),
    }
    storage = image.file.storage
    for name, content in written(image, picture):
        storage.delete(name)  # what an interruption left; a storage would choose another name beside it
        storage.save(name, ContentFile(content))


def make_again(image: Image) -> None:
    """The renditions of the stored file, with the focal point and the recipe of today."""
    with image.file.storage.open(str(image.file.name)) as file:
        make(image, decoded(file))


def take_again(image: Image) -> None:
    """A file that was stored before every file was written anew: as if it were uploaded now."""
    with image.file.storage.open(str(image.file.name)) as file:
        taken = take(file)
    store(image, taken)


def is_current(image: Image) -> bool:
    """Whether the renditions on record are those of the present focal point and recipe."""
    return image.renditions.get("mark") == mark((image.focal_x, image.focal_y))


def is_whole(image: Image) -> bool:
    """Whether the storage has every file on record. It is asked for each one, so never while a page is read."""
    return is_current(image) and all(image.file.storage.exists(name) for name in names(image))
