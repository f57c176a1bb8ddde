"""Pictures without a file, and pictures that say something without words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

from insights.media.models import Image
from insights.publishing.findings import Check, at
from insights.sections.base import Section
from insights.sections.references import ImageField
from insights.sections.rendering import Rendering
from insights.sections.richtext import image_sources


def findings(section: Section, rendering: Rendering) -> Iterator[Check]:
    """What is wrong with the pictures of one section."""
    for field, path in _used(section):
        if not _has_file(rendering.picture(path)):
            yield at(section, field, _("The picture “%s” has no file; readers see a stand-in.") % path)
    for picture in section.pictures():
        image = rendering.picture(picture.path)
        if not picture.alt.strip() and not (image and (image.decorative or image.alt.strip())):
            words = _("The picture “%s” has no alternative text for those who cannot see it.")
            yield at(section, picture.field, words % picture.path)


def _used(section: Section) -> list[tuple[str, str]]:
    """Every picture once a field; of rich text only what is printed."""
    chosen = (
        (place.path, place.value) for place in section.Form.places(section.data) if isinstance(place.field, ImageField)
    )
    written = ((text.field, path) for text in section.passages() for path in image_sources(text.nodes))
    return list(dict.fromkeys((field, path) for field, path in chain(chosen, written) if path))


def _has_file(image: Image | None) -> bool:
    """Whether readers get the picture. A file on this machine is looked for; a bucket is not asked for each one."""
    if image is None or image.is_missing:
        return False
    storage = image.file.storage
    return not isinstance(storage, FileSystemStorage) or storage.exists(str(image.file.name))
