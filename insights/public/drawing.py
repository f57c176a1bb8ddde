"""The picture that stands for an insight where its address is shared: title and topic on the site's own art."""

from __future__ import annotations

import io
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont, ImageOps

from insights.public.fonts import CUTS, source

DESIGN = "1"  # another number, and every picture is drawn again
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, COLUMN = 72, 670
SIZES = (84, 76, 68, 60, 54, 48)
LINES = 5
PINE, LIGHT, SOFT, MIST, ACCENT = "#0a2420", "#f1f6f2", "#b9d0c5", "#d5e4da", "#ffb429"
ART = {"hero-two-hearts": 170, "home-raked-dark": 40}  # moved right by that: the subject stands beside the words
DISPLAY = {b"Optical Size": 72, b"Weight": 430, b"Softness": 40, b"Wonky": 0}
PLAIN = {b"Weight": 500}
Font = ImageFont.FreeTypeFont


class Words(NamedTuple):
    """What is written on it."""

    title: str
    topic: str
    brand: str


def draw(words: Words) -> bytes:
    """The picture as JPEG. Letters that the typeface lacks are left out, rather than printed as boxes."""
    picture = ground(list(ART)[zlib.crc32(words.topic.encode(errors="replace")) % len(ART)]).copy()
    pen = ImageDraw.Draw(picture)
    if topic := drawable(words.topic):
        pen.text((MARGIN, MARGIN), _fitted(topic, sans(30), COLUMN), SOFT, sans(30), anchor="lt")
    if title := drawable(words.title):
        _title(pen, title)
    _brand(picture, drawable(words.brand))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=86, subsampling=0, optimize=True, progressive=True)
    return out.getvalue()


def drawable(text: str) -> str:
    """The words of a text as far as both typefaces have them; nothing when a letter is missing."""
    letters = [sign for sign in " ".join(text.split()) if not _is_ornament(sign)]
    return "".join(letters).strip() if {ord(sign) for sign in letters} <= covered() else ""


def _is_ornament(sign: str) -> bool:
    """Emoji, arrows, marks of direction: nothing is lost without them."""
    return ord(sign) not in covered() and unicodedata.category(sign) in {"So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn", "Mn"}


@cache
def covered() -> frozenset[int]:
    """The letters that both typefaces have."""
    return _letters("fraunces") & _letters("hanken")


@cache
def ground(art: str) -> Image.Image:
    """A piece of the site's art at the picture's size, dark where the words stand."""
    found = finders.find(f"img/{art}.avif")
    with Image.open(str(found)) as piece:
        base = ImageOps.fit(piece.convert("RGB"), SIZE, Image.Resampling.LANCZOS)
    picture = Image.new("RGB", SIZE, PINE)
    shade = Image.linear_gradient("L").rotate(90).resize(SIZE)
    shade, shift = shade.point(lambda value: _light(value / 255)), ART[art]
    picture.paste(base, (shift, 0), shade.crop((shift, 0, shift + WIDTH, HEIGHT)))
    return picture


def _light(across: float) -> int:
    """How much of the art is seen, from the left edge of the picture to its right one."""
    return int(255 * min(1.0, max(0.0, (across - 0.16) / 0.56) ** 1.6))


def _title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """In the largest size that holds it; in the smallest, cut short."""
    for size in SIZES:
        font = serif(size)
        lines = list(wrapped(title, font, COLUMN))
        fits = len(lines) <= LINES and len(lines) * size * 1.12 <= HEIGHT - 4.4 * MARGIN
        if fits and max(map(font.getlength, title.split())) <= COLUMN:
            break
    if len(lines) > LINES:
        lines[LINES - 1 :] = [_fitted(" ".join(lines[LINES - 1 :]), font, COLUMN)]
    step = size * 1.12
    top = (HEIGHT - step * len(lines)) / 2
    for at, line in enumerate(lines):
        pen.text((MARGIN, top + step * (at + 0.8)), line, LIGHT, font, anchor="ls")


def wrapped(text: str, font: Font, width: float) -> Iterator[str]:
    """Lines of at most that width; a word that is longer is broken."""
    line = ""
    for word in text.split():
        if line and font.getlength(f"{line} {word}") > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
        while font.getlength(line) > width:
            part = _head(line, font, width)
            yield part
            line = line[len(part) :]
    if line:
        yield line


def _head(text: str, font: Font, width: float) -> str:
    length = 1
    while length < len(text) and font.getlength(text[: length + 1]) <= width:
        length += 1
    return text[:length]


def _fitted(text: str, font: Font, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    return f"{_head(text, font, width - font.getlength(' …')).rstrip(' …')} …"


def _brand(picture: Image.Image, name: str) -> None:
    """The mark, a large round that makes room for a small one, with the name."""
    unit, at = 8, (MARGIN - 4, HEIGHT - MARGIN - 50)
    mask = Image.new("L", (28 * unit, 28 * unit))
    pen = ImageDraw.Draw(mask)
    pen.circle((13.1 * unit, 15.5 * unit), 10.1 * unit, 255)
    pen.circle((22.9 * unit, 7.4 * unit), 8.1 * unit, 0)
    seed = Image.new("L", mask.size)
    ImageDraw.Draw(seed).circle((22 * unit, 7.3 * unit), 4.8 * unit, 255)
    for shape, colour in ((mask, MIST), (seed, ACCENT)):
        small = shape.resize((56, 56), Image.Resampling.LANCZOS)
        picture.paste(Image.new("RGB", small.size, colour), at, small)
    if name:
        font = serif(36)
        text = _fitted(name, font, COLUMN)
        ImageDraw.Draw(picture).text((MARGIN + 62, HEIGHT - MARGIN - 7), text, LIGHT, font, anchor="ls")


@cache
def serif(size: int) -> Font:
    """The display typeface."""
    return _font("fraunces", size, DISPLAY)


@cache
def sans(size: int) -> Font:
    """The text typeface."""
    return _font("hanken", size, PLAIN)


def _font(name: str, size: int, axes: dict[bytes, int]) -> Font:
    font = ImageFont.truetype(str(_path(name)), size)
    font.set_variation_by_axes([axes[axis["name"]] for axis in font.get_variation_axes()])  # type: ignore[index]
    return font


def _letters(name: str) -> frozenset[int]:
    with TTFont(_path(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _path(name: str) -> Path:
    return source(next(cut for cut in CUTS if cut.name == name))
