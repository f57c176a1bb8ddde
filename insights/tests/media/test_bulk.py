"""Many files at once, by a plain form and as the script sends them."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from insights.media.bulk import LARGEST, MOST
from insights.media.models import Image
from insights.publishing.publish import publish
from insights.tests.factories import (
    FolderFactory,
    ImageFactory,
    InsightFactory,
    add_section,
    make_picture,
    member,
    picture_file,
)

pytestmark = pytest.mark.django_db
BULK, UPLOAD = "admin:insights_image_bulk", "admin:insights_image_upload"


def upload(number=1, name=""):
    return SimpleUploadedFile(name or f"stones {number}.png", picture_file((9, number + 1)).read())


def send(editor, *files, **values):
    return editor.post(reverse(BULK), {"pictures": list(files), **values})


def test_all_are_stored_but_the_wrong_one_which_is_named(editor):
    files = [upload(number) for number in range(1, 6)]
    files.insert(2, SimpleUploadedFile("<b>notes</b>.jpg", b"hello"))
    html = send(editor, *files).content.decode()
    assert Image.objects.count() == 5
    assert "5 pictures were stored" in html
    assert "&lt;b&gt;notes&lt;/b&gt;.jpg" in html or "b&gt;.jpg" in html
    assert "This is not a JPEG, PNG, WebP, AVIF or GIF image." in html
    image = Image.objects.get(title="stones 3")
    assert image.path.startswith("uploads/stones-3-")
    assert image.uploaded_by_id == int(editor.session["_auth_user_id"])


def test_a_file_that_is_there_already_offers_the_picture(editor):
    send(editor, upload())
    html = send(editor, upload(), upload(2)).content.decode()
    assert Image.objects.count() == 2
    assert "is there already" in html
    assert reverse("admin:insights_image_change", args=[Image.objects.get(title="stones 1").pk]) in html


def test_they_are_filed_where_it_is_said(editor):
    folder = FolderFactory()
    send(editor, upload(), folder=folder.pk)
    editor.post(reverse(UPLOAD), {"file": upload(2), "folder": folder.pk})
    editor.post(reverse(UPLOAD), {"file": upload(3), "folder": "9" * 40})
    assert set(Image.objects.values_list("title", "folder")) == {
        ("stones 1", folder.pk), ("stones 2", folder.pk), ("stones 3", None)
    }  # fmt: skip


@pytest.mark.parametrize("files", [[], [upload(number) for number in range(1, MOST + 2)]])
def test_none_or_too_many_is_said_at_the_field(editor, files):
    assert b"errorlist" in send(editor, *files).content
    assert not Image.objects.exists()


@pytest.mark.parametrize("length", [str(LARGEST + 1), "9" * 30, "-1"])
def test_too_much_is_refused_before_it_is_read(editor, length):
    answer = editor.post(reverse(BULK), b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert b"Nothing was stored" in answer.content


def test_the_token_is_asked_for(editor):
    editor.handler.enforce_csrf_checks = True
    assert send(editor, upload()).status_code == 403
    assert not Image.objects.exists()


@pytest.mark.parametrize("how", ["form", "script"])
def test_a_file_fills_the_place_that_waits_for_one_of_its_name(editor, client, how):
    home = InsightFactory()
    add_section(home, "image", {"image": "image/deep/Hero.jpg", "alt": "Two stones"})
    live = publish(home)
    assert "fallback" in client.get(live.url).content.decode()
    file = upload(name="hero.jpg")
    if how == "form":
        assert b"stored where a page waited for it" in send(editor, file, heal="on").content
    else:
        assert editor.post(reverse(UPLOAD), {"file": file, "heal": "on"}).json()["healed"]
    image = Image.objects.get()
    assert image.path == "image/deep/Hero.jpg"
    assert image.url in client.get(live.url).content.decode()


def test_two_places_of_a_name_are_left_to_people(editor):
    ImageFactory(path="a/hero.jpg")
    ImageFactory(path="b/hero.jpg")
    send(editor, upload(name="hero.jpg"), heal="on")
    assert Image.objects.filter(file="").count() == 2
    assert Image.objects.count() == 3


def test_an_author_uploads_but_fills_no_place_of_a_page(client):
    ImageFactory(path="a/hero.jpg")
    client.force_login(member("Author"))
    assert b"whose file is missing" not in client.get(reverse(BULK)).content
    send(client, upload(name="hero.jpg"), heal="on")
    client.post(reverse(UPLOAD), {"file": upload(2, "hero.jpg"), "heal": "on"})
    assert Image.objects.get(path="a/hero.jpg").is_missing
    assert Image.objects.count() == 3


@pytest.fixture
def full(monkeypatch):
    """A disk that is full at the n-th file, and leaves half of it."""

    def full(at=1):
        real, written = FileSystemStorage._save, []

        def save(self, name, content):
            written.append(name)
            if len(written) < at:
                return real(self, name, content)
            real(self, name, type(content)(content.read()[:10]))
            raise OSError("No space left on device")

        monkeypatch.setattr(FileSystemStorage, "_save", save)

    return full


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_full_disk_is_said_and_leaves_neither_row_nor_file(editor, settings, full, at):
    full(at)
    assert "There is no room for the file" in send(editor, upload()).content.decode()
    answer = editor.post(reverse(UPLOAD), {"file": upload()})
    assert (answer.status_code, "There is no room" in answer.json()["message"]) == (400, True)
    answer = editor.post(reverse("admin:insights_image_add"), {"alt": "Two stones", "file": upload()})
    assert "There is no room for the file" in answer.content.decode()
    assert 'value="Two stones"' in answer.content.decode()
    assert not Image.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_a_disk_that_fills_up_keeps_the_picture_that_was_there(editor, client, full):
    image = make_picture(alt="Two stones")
    before, there = Image.objects.values().get(), set(image.file.storage.listdir("images")[1])
    full()
    url = reverse("admin:insights_image_change", args=[image.pk])
    html = editor.post(url, {"alt": "Three", "focal_x": 0.5, "focal_y": 0.5, "file": upload()}).content.decode()
    assert "There is no room" in html
    assert Image.objects.values().get() == before
    assert set(image.file.storage.listdir("images")[1]) == there


def test_a_picture_whose_file_is_gone_or_broken_says_so_when_its_focal_point_moves(editor):
    image = make_picture(alt="Two stones")
    url = reverse("admin:insights_image_change", args=[image.pk])
    data = {"alt": "Three", "focal_x": 0.1, "focal_y": 0.5}
    with open(image.file.path, "wb") as file:
        file.write(b"\x89PNG")
    assert "not a JPEG" in (html := editor.post(url, data).content.decode()) or "damaged" in html
    image.file.storage.delete(image.file.name)
    assert "The file of this picture is gone." in editor.post(url, data).content.decode()
    assert Image.objects.get().alt == "Two stones"


def test_pages_are_printed_while_the_storage_is_gone(editor, client, monkeypatch):
    image = make_picture(path="image/a.jpg", alt="Two stones")
    home = InsightFactory()
    add_section(home, "image", {"image": "image/a.jpg"})
    live = publish(home)

    def gone(self, *args):
        raise ConnectionError("no route to the storage")

    for name in ("_open", "_save", "delete", "exists", "size", "listdir", "get_modified_time"):
        monkeypatch.setattr(FileSystemStorage, name, gone)
    assert 'alt="Two stones"' in client.get(live.url).content.decode()
    assert editor.get(reverse("admin:insights_image_changelist")).status_code == 200
    assert editor.get(reverse("admin:insights_image_change", args=[image.pk])).status_code == 200
    assert editor.get(reverse("admin:insights_image_choose")).status_code == 200
    assert editor.get(reverse("admin:insights_image_describe"), {"path": "image/a.jpg"}).json()["state"] == "missing"
    assert "There is no room" in send(editor, upload()).content.decode()
    assert Image.objects.count() == 1
