"""A file that somebody uploads becomes a picture of the library, or fills the place of one that has no file yet."""

from __future__ import annotations

import logging
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from insights.media.files import SUFFIXES, check_image, image_format
from insights.media.intake import fingerprint
from insights.media.models import Image
from insights.media.renditions import StorageError

logger = logging.getLogger(__name__)
UPLOAD = "insights.add_image"
CHANGE = "insights.change_image"


class Place(NamedTuple):
    """Who uploads, and where it is filed; `heal` lets a file fill the place that waits for one of its name."""

    user: Any
    folder: int | None = None
    heal: bool = False


class Outcome(NamedTuple):
    """What became of one file: a picture, one that was there already, or a reason. `healed` had no file before."""

    name: str
    image: Image | None = None
    twin: Image | None = None
    problem: str = ""
    healed: bool = False


def take_in(file: Any, place: Place, *, again: bool = False, alt: str = "", decorative: bool = False) -> Outcome:
    """Store one file, or say why not; whatever it is, the next one may follow."""
    name = shown_name(file)
    try:
        check_image(file)
        if place.heal and (image := waiting_for(name)):
            return Outcome(name, image=image.replace(file, name), healed=True)
        if not again and (twin := Image.objects.twin_of(Image(fingerprint=fingerprint(file)))):
            return Outcome(name, twin=twin)
        image = Image(path=path_for(file), title=_title(name), alt=alt, decorative=decorative, folder_id=place.folder)
        return Outcome(name, image=_stored(image, file, place.user))
    except ValidationError as error:
        return Outcome(name, problem=" ".join(error.messages))
    except StorageError:
        logger.exception("a picture could not be stored")
        return Outcome(name, problem=no_room())


def no_room() -> str:
    """What is said when the storage does not take a file."""
    return _("There is no room for the file, or its storage does not answer. Nothing was stored; try again later.")


def trouble(error: Exception) -> str:
    """What an editor is told when a picture could not be stored, or not be read again."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return (
        _("The file of this picture is gone. Upload it again.") if isinstance(error, FileNotFoundError) else no_room()
    )


def waiting_for(name: str) -> Image | None:
    """The one picture without a file whose path ends in this file name; none if there are several."""
    ends = Q(path__iendswith=f"/{name}") | Q(path__iexact=name)
    found = list(Image.objects.filter(ends, file="")[:2]) if name else []
    return found[0] if len(found) == 1 else None


def path_for(file: Any) -> str:
    """A path that can be read and that no other image has: `uploads/two-stones-k3x9aq.png`."""
    words = slugify(PurePosixPath(shown_name(file)).stem[:100])[:60].strip("-_") or "image"
    return f"uploads/{words}-{get_random_string(6).lower()}{SUFFIXES[image_format(file)]}"


def shown_name(file: Any) -> str:
    """The last part of the name that a file came with, of what can be seen."""
    last = (file.name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last[-200:] if letter.isprintable()).strip()


def _title(name: str) -> str:
    return name.rpartition(".")[0] or name


def _stored(image: Image, file: Any, user: Any) -> Image:
    image.file, image.uploaded_by = file, user
    image.full_clean()
    try:
        image.save()
    except IntegrityError:  # its folder was deleted while the sizes were made
        image.folder = None
        image.save()
    return image
