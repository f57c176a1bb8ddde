"""What may be stored as an image."""

import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from insights.media.files import MAX_BYTES, check_image, image_format
from insights.tests.factories import ImageFactory, picture_file


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width, height):
    """A PNG that says it is large and holds nothing."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return ContentFile(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""), "a.png")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_the_formats_of_the_web_are_told_by_content(form):
    assert image_format(picture_file(form=form, name="x.txt")) == form


@pytest.mark.parametrize("form", ["TIFF", "BMP", "PDF", "ICNS", "PPM"])
def test_other_formats_are_refused_whatever_their_name(form):
    with pytest.raises(ValidationError, match="not a JPEG"):
        check_image(picture_file(size=(32, 32), form=form, name="x.jpg"))


@pytest.mark.parametrize("content", [b"", b"%!PS-Adobe", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\nrubbish"])
def test_what_is_no_image_is_refused(content):
    with pytest.raises(ValidationError):
        check_image(ContentFile(content, "x.png"))


@pytest.mark.parametrize("side", [6400, 12_000, 50_000])
def test_pixels_are_counted_before_they_are_decoded(side):
    with pytest.raises(ValidationError):
        check_image(png_header(side, side))


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(ValidationError, match="10 MB"):
        check_image(ContentFile(b"x" * (MAX_BYTES + 1), "x.png"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../hax0rd.txt", "..\\x", "/tmp/x", "x" * 300, "CON.jpg", "a\u202egpj.exe"])
def test_a_file_gets_a_name_of_our_own(name):
    image = ImageFactory()
    image.replace(picture_file().file, name)
    assert image.file.name.startswith("images/")
    assert image.file.name.endswith(".png")
    assert (image.width, image.height) == (40, 30)
