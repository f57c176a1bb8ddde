"""What a template needs to print one crop of a picture. Nothing is asked for: it is all in the image's row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from insights.media.shapes import MODERN, file_name, high, is_plain, plain_width

if TYPE_CHECKING:
    from insights.media.models import Image


class Source(NamedTuple):
    """One `<source>`: the files of one format."""

    type: str
    srcset: str


class Cut(NamedTuple):
    """One crop of a picture: the file that every browser can read, its size, and what newer ones get instead."""

    url: str
    width: int
    height: int
    srcset: str
    sources: list[Source]
    small: str


def cut(image: Image, name: str) -> Cut | None:
    """A crop; the whole picture where that crop would be the same; nothing when no rendition is on record."""
    widths = image.renditions.get("widths") or {}
    if not image.file or "full" not in widths:
        return None
    return _cut(image, name if name in widths else "full")


def _cut(image: Image, name: str) -> Cut:
    record, master, address = image.renditions, str(image.file.name), _addresses(image)
    widths: list[int] = record["widths"][name]

    def url(width: int, suffix: str) -> str:
        return address(file_name(master, name, width, record["mark"], suffix))

    def srcset(suffix: str) -> str:
        return ", ".join(f"{url(width, suffix)} {width}w" for width in widths)

    own = is_plain(master, name, widths, image.width)
    size = (image.width or 1, image.height or 1)
    width = size[0] if own else plain_width(widths)
    plain = image.url if own else url(width, record["plain"])
    sources = [Source(kind, srcset(suffix)) for suffix, kind in MODERN.items()]
    return Cut(plain, width, high(width, name, size), f"{plain} {width}w", sources, url(widths[0], "webp"))


def _addresses(image: Image) -> Callable[[str], str]:
    """What gives the address of a file beside the picture’s own; a storage that signs addresses is asked for each."""
    own, name = image.url, str(image.file.name)
    if not own.endswith(name):
        return image.file.storage.url
    root = own.removesuffix(name)
    return lambda other: root + other
