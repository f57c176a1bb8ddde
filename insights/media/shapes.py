"""The sizes and crops that pages print, and how each file of them is named and written.

There are these files and no others: no address makes one. A name tells the picture, the crop, the focal point and the
recipe, so what lies under a name never changes and may be kept for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image as Pillow

from insights.media.intake import encoded

if TYPE_CHECKING:
    from insights.media.models import Image

RECIPE = 1  # another number makes every rendition anew
BUDGET = 60_000  # bytes of one file: the hero’s
FALLBACK = 960  # the widest file for a browser that knows neither AVIF nor WebP
ALIKE = 0.03  # a crop that would take less than this away is not made


class Shape(NamedTuple):
    """A crop: width over height, or the picture's own; and the widths that pages ask for."""

    ratio: float | None
    widths: tuple[int, ...]


SHAPES = {
    "full": Shape(None, (480, 960, 1600)),
    "card": Shape(3 / 2, (400, 800, 1200)),
    "tall": Shape(4 / 5, (400, 800)),
    "square": Shape(1, (280,)),
}
MODERN = {"avif": "image/avif", "webp": "image/webp"}
# The first quality whose file is within the budget; the last one in any case.
WAYS: dict[str, tuple[str, tuple[dict[str, Any], ...]]] = {
    "avif": ("AVIF", tuple({"quality": quality, "speed": 8} for quality in (56, 46, 36, 26))),
    "webp": ("WEBP", tuple({"quality": quality, "method": 2} for quality in (76, 64, 50, 36))),
    "jpg": ("JPEG", tuple({"quality": quality, "progressive": True, "optimize": True} for quality in (78, 66, 54))),
    "png": ("PNG", ({"optimize": True},)),
}


class Box(NamedTuple):
    """A part of a picture, in its pixels."""

    left: float
    top: float
    right: float
    bottom: float


def crop(width: int, height: int, ratio: float | None, focal: tuple[float, float]) -> Box:
    """The largest part of this ratio, with the focal point as near to its middle as the edges allow."""
    wide, high = (min(width, height * ratio), min(height, width / ratio)) if ratio else (width, height)
    left = min(max(focal[0] * width - wide / 2, 0), width - wide)
    top = min(max(focal[1] * height - high / 2, 0), height - high)
    return Box(left, top, left + wide, top + high)


def plan(width: int, height: int) -> dict[str, list[int]]:
    """The widths of each crop that a picture of this size needs. Nothing is ever enlarged."""
    found: dict[str, list[int]] = {}
    for name, shape in SHAPES.items():
        if shape.ratio is None or abs(shape.ratio * height / width - 1) > ALIKE:
            box = crop(width, height, shape.ratio, (0.5, 0.5))
            found[name] = _widths(shape.widths, max(round(box.right - box.left), 1))
    return found


def _widths(wanted: tuple[int, ...], room: int) -> list[int]:
    widths = [each for each in wanted if each <= room]
    if not widths or widths[-1] * 1.2 < room < wanted[-1]:
        widths.append(room)
    return widths


def high(width: int, name: str, size: tuple[int, int]) -> int:
    """How high a rendition of this width is."""
    return max(round(width / (SHAPES[name].ratio or size[0] / size[1])), 1)


def mark(focal: tuple[float, float]) -> str:
    """What of a name changes with the focal point and with the recipe."""
    return hashlib.sha256(f"{RECIPE} {focal[0]:.3f} {focal[1]:.3f}".encode()).hexdigest()[:6]


def file_name(master: str, name: str, width: int, token: str, suffix: str) -> str:
    """`images/<the master's>-card-800-3fa9c1.avif`"""
    return f"{master.rpartition('.')[0]}-{name}-{width}-{token}.{suffix}"


def plain_width(widths: list[int]) -> int:
    """The width of the one file for browsers that know neither AVIF nor WebP."""
    return max((width for width in widths if width <= FALLBACK), default=widths[0])


def is_plain(master: str, name: str, widths: list[int], width: int | None) -> bool:
    """Whether the stored picture itself is what such browsers get."""
    known = master.endswith((".jpg", ".png"))
    return known and name == "full" and width is not None and width <= max(widths[-1], 1) <= FALLBACK


def names(image: Image) -> Iterator[str]:
    """The file names of all renditions."""
    return (file for *_, file in pieces(image))


def pieces(image: Image) -> Iterator[tuple[str, int, str, str]]:
    """Every rendition: its crop, width, suffix and file name."""
    master, record = str(image.file.name), image.renditions
    for name, widths in record.get("widths", {}).items():
        own = is_plain(master, name, widths, image.width)
        for width in widths:
            plain = [record["plain"]] if width == plain_width(widths) and not own else []
            for suffix in (*MODERN, *plain):
                yield name, width, suffix, file_name(master, name, width, record["mark"], suffix)


def written(image: Image, picture: Pillow.Image) -> Iterator[tuple[str, bytes]]:
    """Name and content of every rendition."""
    focal, last, small = (image.focal_x, image.focal_y), None, picture
    for name, width, suffix, file in pieces(image):
        if (name, width) != last:
            box = crop(*picture.size, SHAPES[name].ratio, focal)
            small = picture.resize((width, high(width, name, picture.size)), Pillow.Resampling.LANCZOS, box)
            last = (name, width)
        yield file, within_budget(small, suffix)


def within_budget(picture: Pillow.Image, suffix: str) -> bytes:
    """The file at the best quality that the budget allows."""
    form, ways = WAYS[suffix]
    content = b""
    for options in ways:
        content = encoded(picture, form, **options)
        if len(content) <= BUDGET:
            break
    return content
