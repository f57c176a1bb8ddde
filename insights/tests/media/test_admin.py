"""The image's page in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from insights.media import renditions
from insights.media.models import Image
from insights.media.shapes import names
from insights.publishing.publish import publish
from insights.tests.factories import InsightFactory, add_section, make_picture, picture_file
from insights.tests.media.test_files import png_header

pytestmark = pytest.mark.django_db
ADD = "admin:insights_image_add"


def upload(content=None, name="a.png"):
    return SimpleUploadedFile(name, picture_file().read() if content is None else content)


def add(editor, **values):
    return editor.post(reverse(ADD), {"alt": "Two stones", "file": upload(), **values})


def change(editor, image, **values):
    known = {"alt": image.alt, "credit": image.credit, "focal_x": image.focal_x, "focal_y": image.focal_y}
    return editor.post(reverse("admin:insights_image_change", args=[image.pk]), {**known, **values})


def stored(**values):
    return make_picture((90, 40), alt="Two stones", **values)


def test_an_image_is_added_with_its_words(editor):
    assert add(editor, credit="Ada").status_code == 302
    image = Image.objects.get()
    assert (image.alt, image.credit, image.width) == ("Two stones", "Ada", 40)
    assert image.full


def test_words_are_needed_unless_it_is_said_to_decorate(editor):
    assert b"Say in a sentence what the picture shows" in add(editor, alt="").content
    assert not Image.objects.exists()
    assert add(editor, alt="", decorative="on").status_code == 302
    assert Image.objects.get().words == ""


def test_a_picture_that_is_there_already_is_offered(editor):
    add(editor)
    first = Image.objects.get()
    answer = add(editor)
    assert b"This picture is there already" in answer.content
    assert reverse("admin:insights_image_change", args=[first.pk]).encode() in answer.content
    assert Image.objects.count() == 1
    assert add(editor, again="on").status_code == 302
    assert Image.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg onload=alert(1)>", b"%!PS-Adobe", picture_file(form="PDF", size=(9, 9)).read(),
     png_header(9000, 9000).read(),
     picture_file((300, 300), "JPEG").read()[:400], b"x" * (10 * 1024 * 1024 + 1)],
    ids=["empty", "svg", "eps", "pdf", "huge", "half", "long"],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_the_form(editor, settings, content):
    answer = add(editor, file=upload(content))
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Image.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_a_new_file_keeps_every_use(editor, client):
    image = stored(path="image/a.jpg")
    home = InsightFactory()
    add_section(home, "image", {"image": "image/a.jpg"})
    live, before = publish(home), image.url
    assert change(editor, image, file=upload(picture_file((60, 50)).read())).status_code == 302
    image.refresh_from_db()
    assert image.url != before
    html = client.get(live.url).content.decode()
    assert image.url in html
    assert before not in html


def test_a_file_taken_away_leaves_the_stand_in(editor):
    image = stored()
    assert change(editor, image, **{"file-clear": "on"}).status_code == 302
    image.refresh_from_db()
    assert (image.is_missing, image.renditions, image.full) == (True, {}, None)


def test_the_focal_point_is_two_numbers(editor):
    image = stored()
    before = set(names(image))
    assert change(editor, image, focal_x="0.2", focal_y="0.9").status_code == 302
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y, image.focus) == (0.2, 0.9, " across-1 down-4")
    assert not before & set(names(image))


@pytest.mark.parametrize("wrong", ["-0.1", "1.01", "nan", "inf", "x", ""])
def test_a_focal_point_outside_the_picture_is_refused(editor, wrong):
    image = stored()
    assert change(editor, image, focal_x=wrong).status_code == 200
    assert Image.objects.get().focal_x == 0.5


def test_it_tells_where_the_image_is_used(editor):
    image = stored(path="image/a.jpg")
    draft, published = InsightFactory(title="A draft"), InsightFactory(title="An article")
    for home in (draft, published):
        add_section(home, "image", {"image": "image/a.jpg"})
    publish(published)
    html = editor.get(reverse("admin:insights_image_change", args=[image.pk])).content.decode()
    for home in (draft, published):
        assert html.count(f'<a href="{reverse("admin:insights_insight_change", args=[home.pk])}">{home.title}</a>') == 1
    assert html.count("readers see it") == 1


def test_an_image_used_nowhere_says_so(editor):
    html = editor.get(reverse("admin:insights_image_change", args=[stored().pk])).content.decode()
    assert "Nowhere: it may be deleted." in html


def test_the_list_shows_small_pictures_in_constant_queries(editor, django_assert_max_num_queries):
    for _ in range(5):
        stored()
    with django_assert_max_num_queries(8):
        html = editor.get(reverse("admin:insights_image_changelist")).content.decode()
    assert all(image.small_url in html for image in Image.objects.all())


def test_others_may_write_while_files_are_made(editor, monkeypatch):
    held, outside = [], list(connection.savepoint_ids)
    monkeypatch.setattr(renditions, "make", lambda image, picture: held.append(list(connection.savepoint_ids)))
    assert add(editor).status_code == 302
    assert held == [outside]  # no transaction but the test’s own
    editor.handler.enforce_csrf_checks = True
    assert add(editor, again="on").status_code == 403
