"""Every file becomes one of ours, whatever it was and whatever it held besides the picture."""

import io
import struct
import tracemalloc
import zlib
from contextlib import suppress
from random import Random

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from insights.media.intake import MAX_SIDE, dominant, take
from insights.tests.media.test_files import chunk

SECRET = b"<script>alert('me')</script>"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def file_of(picture, form, **options):
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer


def halves(size=(80, 40), mode="RGB"):
    """Red on the left, blue on the right."""
    picture = Pillow.new(mode, size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    return picture


def exif(orientation=1):
    found = Pillow.Exif()
    found[0x0112] = orientation
    found[0x010E] = SECRET.decode()
    found.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0)})
    return found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_but_the_picture_is_kept(form):
    options = {"comment": SECRET} if form == "JPEG" else {}
    came = file_of(halves(), form, exif=exif(), icc_profile=SRGB, xmp=b"<x:xmpmeta>" + SECRET, **options)
    taken = take(came)
    assert SECRET in came.getvalue()
    for trace in (SECRET, b"Exif\0\0", b"eXIf", b"ICC_PROFILE", b"iCCP", b"xmpmeta", b"GPS"):
        assert trace not in taken.content
    assert not Pillow.open(io.BytesIO(taken.content)).getexif()


def test_texts_and_comments_are_left_behind():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET.decode())
    for came in (file_of(halves(), "PNG", pnginfo=texts), file_of(halves().quantize(), "GIF", comment=SECRET)):
        assert SECRET in came.getvalue()
        assert SECRET not in take(came).content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_without_being_told_how(orientation):
    taken = take(file_of(halves(), "JPEG", exif=exif(orientation), quality=95))
    assert taken.picture.size == ((80, 40) if orientation < 5 else (40, 80))
    red = {1: (5, 5), 2: (75, 5), 3: (75, 35), 4: (5, 35), 5: (5, 5), 6: (5, 5), 7: (5, 75), 8: (5, 75)}[orientation]
    assert taken.picture.getpixel(red)[0] > 200


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_larger_than_any_page_is_made_smaller(form):
    taken = take(file_of(Pillow.new("RGB", (3000, 1500)), form))
    assert taken.picture.size == (MAX_SIDE, MAX_SIDE // 2)
    assert Pillow.open(io.BytesIO(taken.content)).size == taken.picture.size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_read(mode):
    source = Pillow.new("I;16", (40, 30), 40_000) if mode == "I;16" else halves((40, 30)).convert(mode)
    assert take(file_of(source, "PNG")).picture.mode == "RGB"


def test_a_print_shop_s_colours_become_the_screen_s():
    assert take(file_of(Pillow.new("CMYK", (40, 30)), "JPEG")).picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_broken_profile_is_no_reason_to_refuse():
    assert take(file_of(halves(), "JPEG", icc_profile=b"rubbish" * 30)).picture.size == (80, 40)


def test_what_one_can_see_through_stays_so_and_has_no_colour():
    picture = halves(mode="RGBA")
    picture.putalpha(Pillow.linear_gradient("L").resize(picture.size))
    taken = take(file_of(picture, "PNG"))
    assert (taken.picture.mode, dominant(taken.picture)) == ("RGBA", "")


def test_the_dominant_colour_is_one_that_is_there():
    picture = Pillow.new("RGB", (90, 30), "#123a31")
    picture.paste("#ffb429", (0, 0, 20, 30))
    assert dominant(picture) == "#123a31"


def test_of_an_animation_the_first_frame_is_kept_and_no_other_is_decoded():
    frames = [Pillow.new("P", (60, 60), number % 250) for number in range(1000)]
    taken = take(file_of(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert taken.suffix == ".png"
    assert getattr(Pillow.open(io.BytesIO(taken.content)), "n_frames", 1) == 1


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_half_a_file_is_refused_in_words(form):
    noise = Pillow.effect_noise((300, 300), 90)
    content = file_of(noise, form).getvalue()
    with pytest.raises(ValidationError, match=r"damaged|not a JPEG"):
        take(io.BytesIO(content[: len(content) // 2]))


def test_ten_thousand_comments_do_no_harm():
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    texts = b"".join(chunk(b"tEXt", b"k%d\0" % number + b"x" * 200) for number in range(10_000))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * (25 * 8)))
    content = b"\x89PNG\r\n\x1a\n" + head + texts + pixels + chunk(b"IEND", b"")
    assert len(take(io.BytesIO(content)).content) < 1000


def test_a_text_that_swells_is_refused():
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"x" * 80_000_000))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * (25 * 8)))
    tracemalloc.start()
    with pytest.raises(ValidationError):
        take(io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + bomb + pixels + chunk(b"IEND", b"")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_changed_bytes_are_read_or_refused_and_nothing_else(form):
    random = Random(form)
    good = file_of(Pillow.effect_noise((64, 48), 80).convert("RGB"), form).getvalue()
    for _ in range(150):
        bad = bytearray(good)
        for _ in range(random.randint(1, 12)):
            bad[random.randrange(len(bad))] = random.randrange(256)
        with suppress(ValidationError):
            take(io.BytesIO(bytes(bad)))
