"""Choosing and uploading images: what scripts of the page builder ask for."""

import io
import json
from urllib.parse import quote

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from insights.media.files import MAX_BYTES
from insights.media.models import Image
from insights.tests.factories import ImageFactory, colleague, make_picture, picture_file
from insights.tests.media.test_files import png_header

pytestmark = pytest.mark.django_db
CHOOSE, DESCRIBE, UPLOAD = (f"admin:insights_image_{name}" for name in ("choose", "describe", "upload"))


def shelf(client, **query):
    """The paths that the dialog shows, in its order."""
    answer = client.get(reverse(CHOOSE), query)
    assert answer.status_code == 200
    tree = lxml.html.fromstring(f"<ul>{answer.json()['html']}</ul>")
    return [json.loads(item.get("data-picture"))["path"] for item in tree.cssselect("[data-picture]")]


def send(client, content=None, name="Two stones.png", **values):
    file = SimpleUploadedFile(name, picture_file().read() if content is None else content)
    file.name = name  # as a browser may send it: Django's own class would clean it
    return client.post(reverse(UPLOAD), {"file": file, **values})


def signed_in(client, *codenames):
    user = colleague(*codenames)
    client.force_login(user)
    return client


def test_the_shelf_shows_the_newest_first_in_one_query(editor, django_assert_max_num_queries):
    paths = [ImageFactory().path for _ in range(5)]
    with django_assert_max_num_queries(3):  # two of them are the session and its user
        assert shelf(editor) == paths[::-1]


def test_the_shelf_is_searched_by_path_and_by_description(editor):
    ImageFactory(path="image/stones.jpg")
    ImageFactory(path="image/x.jpg", alt="Two smooth stones")
    ImageFactory(path="image/rings.jpg")
    assert shelf(editor, q=" STONES ") == ["image/x.jpg", "image/stones.jpg"]
    assert "Nothing found" in editor.get(reverse(CHOOSE), {"q": "unheard of"}).json()["html"]


def test_the_shelf_comes_in_pages(editor):
    for _ in range(30):
        ImageFactory()
    first = editor.get(reverse(CHOOSE)).json()
    assert (first["count"], first["more"]) == (24, True)
    assert 'data-page="2"' in first["html"]
    assert len(shelf(editor, page=2)) == 6


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 40, "١", "1e9", "99999"])
def test_a_made_up_page_is_a_page(editor, page):
    ImageFactory()
    assert shelf(editor, page=page) in ([Image.objects.get().path], [])


@pytest.mark.parametrize("words", ["\x00", "\ud800", "%", "_", "\\", "'", "x" * 100_000])
def test_any_words_may_be_searched_for(editor, words):
    assert editor.get(f"{reverse(CHOOSE)}?q={quote(words, errors='surrogatepass')}").status_code == 200


def test_images_without_a_file_say_so(editor):
    ImageFactory()
    assert "The file is missing" in editor.get(reverse(CHOOSE)).json()["html"]


def test_one_image_is_described_by_its_path(editor):
    image = make_picture(alt="Two stones")
    facts = editor.get(reverse(DESCRIBE), {"path": image.path}).json()
    assert facts["url"] == image.url
    assert (facts["alt"], facts["width"], facts["height"], facts["state"]) == ("Two stones", 40, 30, "there")
    assert "bytes" in facts["size"]


@pytest.mark.parametrize("path", ["image/unheard-of.jpg", "../../etc/passwd", "a\x00b", "", "x" * 5000])
def test_a_path_nobody_recorded_is_an_image_without_a_file(editor, path):
    facts = editor.get(reverse(DESCRIBE), {"path": path}).json()
    assert (facts["path"], facts["url"]) == (path, "")
    assert not Image.objects.exists()


def test_a_file_that_is_gone_from_the_disk_is_missing(editor):
    image = make_picture()
    image.file.storage.delete(image.file.name)
    assert editor.get(reverse(DESCRIBE), {"path": image.path}).json()["state"] == "missing"


def test_an_upload_becomes_an_image_with_a_readable_path_of_its_own(editor):
    facts = send(editor, alt=" Two stones ").json()
    image = Image.objects.get()
    assert facts["path"] == image.path
    assert image.path.startswith("uploads/two-stones-")
    assert image.path.endswith(".png")
    assert (facts["url"], facts["alt"], facts["width"], facts["height"]) == (image.url, "Two stones", 40, 30)


def test_two_files_of_one_name_are_two_images(editor):
    one, two = send(editor).json(), send(editor, picture_file((8, 8)).read()).json()
    assert one["path"] != two["path"]
    assert one["url"] != two["url"]
    assert Image.objects.count() == 2


@pytest.mark.parametrize(
    "name",
    ["../../hax0rd.png", "..\\..\\x.png", "/tmp/x", "..&#x2F;x.png", "x" * 300 + ".png", "CON.jpg", "a\u202egpj.exe",
     "фото.png", "a\x00b.png", " .png", "<script>.png"],
)  # fmt: skip
def test_a_file_s_name_can_do_no_harm(editor, settings, name):
    answer = send(editor, name=name)
    assert answer.status_code == 200, answer.content
    image = Image.objects.get()
    assert image.path.startswith("uploads/")
    assert image.path.isascii()
    assert image.path.isprintable()
    assert ".." not in image.path
    assert len(image.path) < 100
    assert image.file.name.startswith("images/")


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF", "AVIF"])
def test_the_ending_of_a_path_follows_the_content(editor, kind):
    facts = send(editor, picture_file(form=kind).read(), name="x.png").json()
    assert facts["path"].rpartition(".")[2] == kind.lower().replace("jpeg", "jpg")


def picture_of_kind(kind):
    buffer = io.BytesIO()
    Pillow.new("RGB", (8, 8)).save(buffer, kind)
    return buffer.getvalue()


NO_IMAGES = {
    "eps": lambda: picture_of_kind("EPS"),
    "tiff": lambda: picture_of_kind("TIFF"),
    "pdf": lambda: picture_of_kind("PDF"),
    "icns": lambda: picture_of_kind("ICNS"),
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "text": lambda: b"hello",
    "huge": lambda: png_header(50_000, 50_000).read(),
    "bomb": lambda: png_header(12_000, 12_000).read(),
}


@pytest.mark.parametrize("name", NO_IMAGES)
def test_what_is_no_image_of_ours_is_refused_in_plain_words(editor, name, settings):
    answer = send(editor, NO_IMAGES[name](), name="holiday.jpg")
    assert answer.status_code == 400
    assert "image" in answer.json()["message"].lower()
    assert not Image.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_a_file_over_the_limit_is_refused_before_it_is_read(editor):
    answer = editor.post(reverse(UPLOAD), data=b"x", content_type="multipart/form-data; boundary=x",
                         CONTENT_LENGTH=str(200 * 1024 * 1024))  # fmt: skip
    assert answer.status_code == 413
    assert answer.json()["message"] == "The file is larger than 10 MB."


def test_a_file_just_over_the_limit_is_refused(editor):
    answer = send(editor, picture_file().read() + b"\0" * MAX_BYTES)
    assert (answer.status_code, answer.json()["message"]) == (400, "The file is larger than 10 MB.")


@pytest.mark.parametrize("length", ["-1", "x", "9" * 30])
def test_a_made_up_length_is_refused(editor, length):
    answer = editor.post(reverse(UPLOAD), b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length)
    assert answer.status_code == 413


@pytest.mark.parametrize("data", [{}, {"file": "words"}, {"file": ""}])
def test_no_file_is_said_in_words(editor, data):
    answer = editor.post(reverse(UPLOAD), data)
    assert (answer.status_code, answer.json()["message"]) == (400, "No file arrived. Choose it again.")


def test_an_alternative_text_is_stored_without_what_no_row_can_hold(editor):
    assert send(editor, alt="a\x00b").json()["alt"] == "ab"
    assert send(editor, alt="x" * 501, again="1").status_code == 400


def test_a_base64_part_is_an_upload_like_any_other(editor):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n' \
           b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--x--\r\n"  # fmt: skip
    answer = editor.post(reverse(UPLOAD), body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert not Image.objects.exists()


@pytest.mark.parametrize("codename", ["view_image", "change_image", "change_insight"])
def test_who_writes_insights_or_keeps_images_may_choose(client, codename):
    ImageFactory(path="image/a.jpg")
    editor = signed_in(client, codename)
    assert shelf(editor) == ["image/a.jpg"]
    html = editor.get(reverse(CHOOSE), {"dialog": 1}).json()["html"]
    assert "data-chooser-upload" not in html
    assert "may not upload" in send(editor).json()["message"]
    assert Image.objects.count() == 1


def test_others_are_refused_in_words(client):
    somebody = signed_in(client, "view_author")
    for name in (CHOOSE, DESCRIBE):
        answer = somebody.get(reverse(name))
        assert (answer.status_code, bool(answer.json()["message"])) == (403, True)
    assert send(somebody).status_code == 403


def test_strangers_are_sent_to_the_sign_in(client):
    for name in (CHOOSE, DESCRIBE, UPLOAD):
        assert client.get(reverse(name))["Location"].startswith(reverse("admin:login"))
    assert send(client).status_code == 302
    assert not Image.objects.exists()


def test_an_upload_needs_the_token_of_our_own_pages(editor):
    editor.handler.enforce_csrf_checks = True
    assert send(editor).status_code == 403
    assert not Image.objects.exists()


def test_an_upload_is_posted(editor):
    assert editor.get(reverse(UPLOAD)).status_code == 405
    assert editor.post(reverse(CHOOSE)).status_code == 405


def test_a_picture_that_is_there_already_is_offered_not_stored_twice(editor):
    first = send(editor, name="one.png").json()
    answer = send(editor, name="two.png")
    assert answer.status_code == 409
    assert answer.json()["message"] == f"This picture is there already: {first['path']}"
    assert answer.json()["there"]["path"] == first["path"]
    assert Image.objects.count() == 1
    assert send(editor, again="1").status_code == 200
    assert Image.objects.count() == 2


def test_what_decorates_needs_no_words(editor):
    facts = send(editor, decorative="1").json()
    assert (facts["decorative"], facts["alt"]) == (True, "")
    assert "no alternative text" not in editor.get(reverse(CHOOSE)).json()["html"]
