"""The library's list: folders, search, what lacks something, and what is done to many."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

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
LIST = "admin:insights_image_changelist"


def listed(editor, **query):
    answer = editor.get(reverse(LIST), query)
    assert answer.status_code == 200
    return {image.path for image in answer.context["cl"].result_list}


def act(editor, action, *images, **values):
    data = {"action": action, "_selected_action": [getattr(image, "pk", image) for image in images], "folder": ""}
    answer = editor.post(reverse(LIST), data | values)
    return answer, " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.fixture
def folders():
    heroes = FolderFactory(name="Heroes")
    year = FolderFactory(name="2026", parent=heroes)
    ImageFactory(path="a.jpg", folder=heroes)
    ImageFactory(path="b.jpg", folder=year)
    ImageFactory(path="c.jpg")
    return heroes, year


def test_a_folder_shows_what_is_in_it_and_below(editor, folders):
    heroes, year = folders
    assert listed(editor, **{"in": heroes.pk}) == {"a.jpg", "b.jpg"}
    assert listed(editor, **{"in": year.pk}) == {"b.jpg"}
    assert listed(editor, **{"in": "none"}) == {"c.jpg"}
    html = editor.get(reverse(LIST), {"in": year.pk}).content.decode()
    assert f'<a href="?in={heroes.pk}">Heroes</a>' in html
    assert f'<a href="?in={year.pk}" aria-current="page">2026</a>' in html
    assert "2026 <span>1</span>" in editor.get(reverse(LIST), {"in": heroes.pk}).content.decode()


@pytest.mark.parametrize("text", ["0", "x", "9" * 40, "\x00", "-1", "x" * 5000])
def test_a_made_up_folder_is_all_of_them(editor, folders, text):
    assert len(listed(editor, **{"in": text})) == 3


def test_it_is_searched_by_title_text_credit_and_file_name(editor):
    ImageFactory(path="a.jpg", title="Two STONES")
    ImageFactory(path="b.jpg", alt="Smooth stones")
    ImageFactory(path="c.jpg", credit="Ada Stones")
    ImageFactory(path="image/stones.jpg")
    ImageFactory(path="d.jpg")
    found = {"a.jpg", "b.jpg", "c.jpg", "image/stones.jpg"}
    assert listed(editor, q="stones") == found
    answer = editor.get(reverse("admin:insights_image_choose"), {"q": "stones"})
    assert answer.json()["count"] == 4


def test_the_chooser_looks_into_a_folder(editor, folders):
    answers = {
        text: editor.get(reverse("admin:insights_image_choose"), {"folder": text}).json()["count"]
        for text in (folders[0].pk, folders[1].pk, "none", "", "x")
    }
    assert list(answers.values()) == [2, 1, 1, 3, 3]
    assert "Heroes (2)" in editor.get(reverse("admin:insights_image_choose"), {"dialog": 1}).json()["html"]


def test_what_lacks_a_file_or_words_is_found(editor):
    ImageFactory(path="a.jpg")
    make_picture(path="b.jpg")
    make_picture((7, 7), path="c.jpg", decorative=True)
    assert listed(editor, state="missing") == {"a.jpg"}
    assert listed(editor, state="wordless") == {"b.jpg"}
    assert listed(editor, state="decorative") == {"c.jpg"}
    assert b"no alternative text" in editor.get(reverse(LIST), {"state": "wordless"}).content


def test_what_is_used_nowhere_is_found(editor):
    home = InsightFactory()
    add_section(home, "image", {"image": "image/a.jpg"})
    publish(home)
    ImageFactory(path="b.jpg")
    assert listed(editor, use="no") == {"b.jpg"}
    assert listed(editor, use="yes") == {"image/a.jpg"}


def test_each_filter_tells_how_many_there_are(editor, folders):
    html = editor.get(reverse(LIST), {"_facets": "True", "in": folders[0].pk}).content.decode()
    assert "File missing (2)" in html
    assert "Used nowhere (2)" in html


def test_the_layout_is_remembered_and_the_rest_of_the_address_stays(editor):
    assert b"library--grid" in editor.get(reverse(LIST)).content
    answer = editor.get(reverse(LIST), {"layout": "table", "q": "x"})
    assert answer["Location"] == f"{reverse(LIST)}?q=x"
    assert b"library--table" in editor.get(reverse(LIST)).content
    editor.get(reverse(LIST), {"layout": "<script>"})
    assert b"library--grid" in editor.get(reverse(LIST)).content


def test_many_are_moved_to_a_folder_and_out_of_it(editor, folders):
    images = list(Image.objects.all())
    _answer, told = act(editor, "move", *images, folder=folders[1].pk)
    assert told == "3 pictures are in “2026” now."
    assert Image.objects.filter(folder=folders[1]).count() == 3
    _answer, told = act(editor, "move", *images[:1])
    assert told.endswith("1 picture is in no folder now.")


@pytest.mark.parametrize("folder", ["x", "9" * 40, "0"])
def test_nothing_moves_to_a_made_up_folder(editor, folders, folder):
    act(editor, "move", *Image.objects.all(), folder=folder)
    assert Image.objects.filter(folder=None).count() == 1


def test_made_up_pictures_are_none(editor):
    for action in ("move", "delete_selected"):
        assert act(editor, action, "x", "0" * 32)[0].status_code in {200, 302}


def test_those_that_are_used_stay_and_the_rest_is_deleted_when_confirmed(editor):
    home = InsightFactory()
    add_section(home, "image", {"image": "image/used.jpg"})
    free = [ImageFactory(), ImageFactory()]
    used = Image.objects.get(path="image/used.jpg")
    answer, told = act(editor, "delete_selected", used, *free)
    assert told == "1 picture is in use and stays."
    assert list(answer.context["queryset"].order_by("path")) == free
    act(editor, "delete_selected", used, *free, post="yes")
    assert list(Image.objects.all()) == [used]
    answer, told = act(editor, "delete_selected", used, post="yes")
    assert answer.status_code == 302
    assert Image.objects.count() == 1


def test_an_author_may_neither_move_nor_delete(client, folders):
    client.force_login(member("Author"))
    assert b"Move to the folder" not in client.get(reverse(LIST)).content
    for action in ("move", "delete_selected"):
        act(client, action, *Image.objects.all(), post="yes")
    assert Image.objects.filter(folder=None).count() == 1


def test_a_path_that_waits_for_its_file_is_led_to(editor):
    image = ImageFactory(path="image/a.jpg")
    data = {"path": "image/a.jpg", "alt": "Two stones", "file": picture_file()}
    html = editor.post(reverse("admin:insights_image_add"), data).content.decode()
    assert "Pages wait for the file of this path." in html
    assert reverse("admin:insights_image_change", args=[image.pk]) in html


def test_the_list_costs_the_same_however_many_there_are(editor, statements):
    counts = []
    for number in (1, 6):
        for _ in range(number):
            make_picture(folder=FolderFactory())
        with statements() as made:
            editor.get(reverse(LIST))
        counts.append(len(made))
    assert counts[0] == counts[1] <= 10


def test_public_pictures_may_be_shown_by_readers_of_feeds(client):
    image = make_picture()
    assert client.get("/")["Cross-Origin-Resource-Policy"] == "same-origin"
    response = client.get(image.url)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    response.close()


def test_the_table_s_heads_speak_the_editor_s_language(editor):
    ImageFactory()
    page = editor.get(reverse(LIST), headers={"accept-language": "de"}).content.decode()
    assert "Hinzugefügt" in page
    assert "Created at" not in page
