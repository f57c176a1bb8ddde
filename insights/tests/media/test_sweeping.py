"""Files that no row knows go after a while, and no other."""

import io
import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from insights.media.library import Discarded
from insights.media.models import Image
from insights.media.renditions import files
from insights.publishing.publish import publish
from insights.tests.factories import InsightFactory, make_live, make_picture, picture_file

pytestmark = pytest.mark.django_db
STRAY = "images/" + "0" * 32 + ".png"


def stored(size=(90, 40), **values):
    return make_picture(size, **values)


def there():
    return {f"images/{name}" for name in default_storage.listdir("images")[1]}


def swept(*options):
    out = io.StringIO()
    call_command("sweep_media", *options, stdout=out)
    return out.getvalue()


def age(days):
    """As if everything had happened this many days ago."""
    Discarded.objects.update(at=timezone.now() - timedelta(days=days))
    for name in there():
        moment = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(default_storage.path(name), (moment, moment))


def stray(name=STRAY):
    default_storage.save(name, ContentFile(b"x"))


def test_a_replaced_file_stays_a_day_and_then_goes_with_its_sizes():
    image = stored()
    old = files(image)
    age(400)  # it was stored long ago, and is replaced now
    image.replace(picture_file((60, 50)).file, "b.png")
    assert "0 deleted" in swept("--delete")
    assert old < there()
    Discarded.objects.update(at=timezone.now() - timedelta(days=2))
    assert f"{len(old)} deleted" in swept("--delete")
    assert there() == files(image)
    assert not Discarded.objects.exists()


def test_the_files_of_a_deleted_picture_and_of_a_moved_focal_point_go_too():
    image, other = stored(), stored((80, 44))
    before = files(other)
    image.delete()
    other.focal_x = 0.1
    other.save()
    age(2)
    swept("--delete")
    assert there() == files(other)
    assert not before & files(other) - {other.file.name}


def test_a_focal_point_that_comes_back_gets_its_files_back():
    image = stored()
    for focal in (0.1, 0.5):
        image.focal_x = focal
        image.save()
    age(2)
    swept("--delete")
    assert files(image) == there()


def test_nothing_is_deleted_unless_it_is_said():
    stray()
    age(2)
    assert STRAY in swept()
    assert STRAY in there()
    assert "1 deleted" in swept("--delete")


def test_what_an_upload_is_just_writing_stays():
    stray()
    assert "0 may go" in swept()
    assert "1 may go" in swept("--days=0")


def test_files_of_other_rows_and_files_that_people_put_there_stay(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(InsightFactory())  # with a share image
    stray("images/logo.png")
    stray("images/" + "0" * 32 + ".txt")
    kept = there()
    age(2)
    assert len(kept) == 3
    assert "0 deleted" in swept("--delete")
    assert there() == kept


def test_a_storage_that_fails_is_told(monkeypatch):
    stray()
    age(2)

    def refuse(self, name):
        raise OSError("read-only")

    monkeypatch.setattr(type(default_storage._wrapped), "delete", refuse)
    with pytest.raises(CommandError, match="1 could not be deleted"):
        swept("--delete")


@pytest.mark.parametrize("days", ["-1", "1e9", "nan"])
def test_a_made_up_age_is_refused(days):
    with pytest.raises(CommandError):
        swept(f"--days={days}")


def test_without_a_folder_there_is_nothing_to_do():
    assert "0 may go" in swept()


def test_sizes_may_be_left_to_the_command(settings, client):
    settings.MEDIA_RENDITIONS = "command"
    image = stored()
    assert (image.renditions, image.full, there()) == ({}, None, {image.file.name})
    live = make_live(sections={"image": {"image": image.path}})
    assert f'src="{image.url}"' in client.get(live.url).content.decode()
    settings.MEDIA_RENDITIONS = "request"
    out = io.StringIO()
    call_command("make_renditions", "--waiting", stdout=out)
    assert "1 made" in out.getvalue()
    assert there() == files(Image.objects.get())
    settings.MEDIA_RENDITIONS = "command"
    Image.objects.update(fingerprint="", renditions={})  # as an older version stored it
    call_command("make_renditions", "--waiting", stdout=out)
    assert files(Image.objects.get()) < there()
    assert Image.objects.get().full
    call_command("make_renditions", "--waiting", stdout=out)
    assert out.getvalue().split("\n")[-2] == "0 made"
