"""Every file becomes one of ours: decoded, upright, in sRGB, not too large, and written anew with nothing else in it.

So no reader gets where a photo was taken, who took it with what, or a comment that somebody hid in it. Only the first
frame of an animation is decoded and kept: nothing on this site moves on its own.
"""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections import Counter
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from insights.media.files import SUFFIXES, image_format

MAX_SIDE = 2400  # pixels of what is kept: twice the widest place of a page
KEPT: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": ("JPEG", {"quality": 88, "progressive": True, "optimize": True}),
    "PNG": ("PNG", {"optimize": True}),
    "GIF": ("PNG", {"optimize": True}),
    "WEBP": ("WEBP", {"quality": 90, "method": 4}),
    "AVIF": ("AVIF", {"quality": 80, "speed": 8}),
}
_one_at_a_time = threading.Lock()  # 40 million pixels are 160 MB for a moment: never twice that


class Taken(NamedTuple):
    """A picture and the file that it is kept as. `fingerprint` is that of the file that came."""

    picture: Pillow.Image
    content: bytes
    suffix: str
    fingerprint: str


def take(file: Any) -> Taken:
    """Our own version of a file; raises ValidationError for what is none of our formats, too large or damaged."""
    form, print_ = image_format(file), fingerprint(file)
    with _one_at_a_time:
        picture = decoded(file)
    kept, options = KEPT[form]
    return Taken(picture, encoded(picture, kept, **options), SUFFIXES[kept], print_)


def fingerprint(file: Any) -> str:
    """What tells that two files are the same one, whatever their names."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def decoded(file: Any) -> Pillow.Image:
    """The upright picture in RGB or RGBA, at most MAX_SIDE wide and high, with nothing but its pixels."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _plain(Pillow.open(file, formats=list(SUFFIXES)))
    except Exception as error:  # decoders raise whatever a hostile file makes them stumble over
        raise ValidationError(_("The image is damaged; save it anew and upload that.")) from error


def encoded(picture: Pillow.Image, form: str, **options: Any) -> bytes:
    """The bytes of a file."""
    buffer = io.BytesIO()
    fits = form != "JPEG" or picture.mode == "RGB"
    (picture if fits else picture.convert("RGB")).save(buffer, form, **options)
    return buffer.getvalue()


def dominant(picture: Pillow.Image) -> str:
    """The colour that most of it has, as #rrggbb; none for a picture that one can see through."""
    if picture.mode != "RGB":
        return ""
    few: Any = picture.resize((48, 48), Pillow.Resampling.BOX).quantize(6).convert("RGB")
    (red, green, blue), _count = Counter(few.get_flattened_data()).most_common(1)[0]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _plain(picture: Pillow.Image) -> Pillow.Image:
    profile = picture.info.get("icc_profile")
    picture.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a half, a quarter or an eighth if that is enough
    picture.load()
    small = _in_known_mode(picture)
    small.thumbnail((MAX_SIDE, MAX_SIDE))
    ImageOps.exif_transpose(small, in_place=True)
    result = _opaque(_in_srgb(small, profile))
    result.info.clear()
    return result


def _in_known_mode(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in {"RGB", "RGBA", "CMYK", "L"} and "transparency" not in picture.info:
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _in_srgb(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, source, target, outputMode=mode) or picture
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that says nothing, or nothing about these pixels
    return picture if picture.mode == mode else picture.convert(mode)


def _opaque(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] == 255:
        return picture.convert("RGB")
    return picture
