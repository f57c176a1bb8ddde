"""Share images: made at publishing, kept while they are right, gone when they are not."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image as Pillow

from insights.content.models import Category, Insight, SiteProfile
from insights.public import share_images
from insights.public.drawing import LINES, SIZE, Words, draw, drawable, serif, wrapped
from insights.public.models import ShareImage
from insights.publishing.publish import publish, unpublish
from insights.tests.factories import (
    CategoryFactory,
    InsightFactory,
    add_section,
    make_picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish_it(django_capture_on_commit_callbacks):
    """Publishing with what follows from it."""

    def publish_it(home):
        with django_capture_on_commit_callbacks(execute=True):
            return publish(home)

    return publish_it


def files():
    return set(default_storage.listdir("images")[1]) if default_storage.exists("images") else set()


def opened(content: bytes):
    return Pillow.open(io.BytesIO(content))


def test_publishing_makes_one_and_the_page_names_it(client, settings, publish_it):
    live = publish_it(InsightFactory(title="Trust"))
    with live.share_image.file.open() as file:
        picture = opened(file.read())
    assert (picture.size, picture.format) == (SIZE, "JPEG")
    assert f'content="{settings.SITE_URL}{live.share_image.file.url}"' in client.get(live.url).content.decode()
    served = client.get(live.share_image.file.url)
    assert served["Content-Type"] == "image/jpeg"
    served.close()


def test_a_version_that_says_the_same_keeps_it(publish_it):
    home = InsightFactory()
    before = publish_it(home).share_image.file.name
    again = publish_it(home)
    assert again.share_image.file.name == before
    assert ShareImage.objects.count() == 1


def test_another_title_has_another_and_the_old_file_goes(publish_it):
    home = InsightFactory(title="Before")
    publish_it(home)
    before = files()
    home.title = "After"
    home.save()
    publish_it(home)
    assert len(files()) == 1
    assert not files() & before


def test_an_insight_with_a_hero_needs_none(publish_it):
    make_picture((1600, 900), path="image/hero.jpg")
    home = InsightFactory()
    add_section(home, "article", {"background": "image/hero.jpg"})
    publish_it(home)
    assert not ShareImage.objects.exists()


def test_publishing_goes_on_when_none_can_be_made(publish_it, monkeypatch, caplog):
    def fail(words):
        raise OSError("disk full")

    monkeypatch.setattr(share_images, "draw", fail)
    live = publish_it(InsightFactory())
    assert Insight.objects.live().get() == live
    assert "make_share_images" in caplog.text
    assert not ShareImage.objects.exists()


def test_the_command_makes_up_for_what_is_missing_or_outdated(publish_it, capsys):
    home = InsightFactory()
    live = publish_it(home)
    publish(InsightFactory())  # nobody listened
    default_storage.delete(live.share_image.file.name)
    for made in ("2 share", "0 share"):
        call_command("make_share_images")
        assert made in capsys.readouterr().out
    SiteProfile.objects.update(brand="Other brand")
    call_command("make_share_images")
    assert "2 share" in capsys.readouterr().out
    assert ShareImage.objects.count() == 2


def test_the_command_leaves_alone_what_readers_do_not_see(capsys):
    InsightFactory()
    live = publish(InsightFactory())
    unpublish(live)
    call_command("make_share_images")
    assert "0 share" in capsys.readouterr().out


def test_a_picture_goes_with_its_insight(publish_it, django_capture_on_commit_callbacks):
    home = InsightFactory()
    publish_it(home)
    with django_capture_on_commit_callbacks(execute=True):
        Insight.objects.filter(working_copy=home).delete()
    assert files() == set()


def test_publishing_many_asks_a_constant_number_of_queries(publish_it, statements):
    home = InsightFactory()
    home.file_under([CategoryFactory()])
    for _ in range(10):
        add_section(home, "image")
    live = Insight.objects.select_related("category", "site").get(pk=publish(home).pk)
    with statements() as made:
        share_images.refresh(live)
    assert len(made) <= 4
    assert Category.objects.count() == 1


@pytest.mark.parametrize(
    "title",
    ["", "T", "W" * 200, "word " * 40, "Größe, łódź und naïveté", "日本語のタイトル", "🎉 Party",
     "\u202eevil\x00\ud800", "<script>alert(1)</script>"],
)  # fmt: skip
def test_any_title_makes_a_picture(title):
    assert opened(draw(Words(title, title, title))).size == SIZE


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("Größe  “x”", "Größe “x”"), ("🎉 Party", "Party"), ("日本語", ""), ("Mentor 先生", ""), ("a\u202eb", "ab")],
)
def test_what_the_typeface_lacks_is_not_drawn_as_boxes(text, drawn):
    assert drawable(text) == drawn


def test_lines_are_never_wider_than_their_column():
    font = serif(48)
    lines = list(wrapped(f"a {'W' * 90} b", font, 400))
    assert "".join(lines).replace(" ", "") == f"a{'W' * 90}b"
    assert max(map(font.getlength, lines)) <= 400
    assert len(lines) > LINES
