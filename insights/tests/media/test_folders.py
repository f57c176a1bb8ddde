"""Folders of the library: a tree that stays one, with plain forms."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from insights.media.folders import DEEPEST, Tree
from insights.media.library import Folder
from insights.tests.factories import FolderFactory, ImageFactory, member

pytestmark = pytest.mark.django_db
FOLDERS = "admin:insights_image_folders"


def make(editor, name, parent=""):
    return editor.post(reverse(FOLDERS), {"name": name, "parent": getattr(parent, "pk", parent)})


def change(editor, folder, **values):
    known = {"name": folder.name, "parent": folder.parent_id or ""}
    return editor.post(reverse("admin:insights_image_folder", args=[folder.pk]), {**known, **values})


def delete(editor, folder):
    return editor.post(reverse("admin:insights_image_folder_delete", args=[folder.pk]))


def names():
    return ["  " * (branch.depth - 1) + branch.name for branch in Tree().branches]


def chain(length):
    found = None
    for _ in range(length):
        found = FolderFactory(parent=found)
    return found


def test_folders_are_made_and_shown_as_a_tree(editor):
    make(editor, "Heroes")
    heroes = Folder.objects.get()
    for name, parent in (("2026", heroes), ("2025", heroes), ("art", "")):
        assert make(editor, name, parent).status_code == 302
    assert names() == ["art", "Heroes", "  2025", "  2026"]


def test_a_name_is_there_once_whatever_its_case(editor):
    heroes = FolderFactory(name="Heroes")
    for name in ("HEROES", " heroes ", "He\u0301roes".replace("\u0301", "")):
        assert "There is a folder of this name here already." in make(editor, name).content.decode()
    assert make(editor, "heroes", heroes).status_code == 302
    assert "this name here already" in make(editor, "HEROES", heroes).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        FolderFactory(name="hEROES")
    with pytest.raises(IntegrityError), transaction.atomic():
        FolderFactory(name="hEROES", parent=heroes)


def test_a_folder_is_renamed_and_moved_with_all_in_it(editor):
    heroes, art = FolderFactory(name="Heroes"), FolderFactory(name="Art")
    year = FolderFactory(name="2026", parent=heroes)
    image = ImageFactory(folder=year)
    assert change(editor, heroes, name="Heros", parent=art.pk).status_code == 302
    assert names() == ["Art", "  Heros", "    2026"]
    assert [(branch.name, branch.total) for branch in Tree().branches] == [("Art", 1), ("Heros", 1), ("2026", 1)]
    image.refresh_from_db()
    assert image.folder == year


def test_no_folder_is_in_itself(editor):
    top = FolderFactory(name="Top")
    inner = FolderFactory(parent=top)
    for place in (top, inner):
        assert "cannot be in itself" in change(editor, top, parent=place.pk).content.decode()
    assert Folder.objects.get(pk=top.pk).parent is None


def test_the_tree_is_not_deeper_than_can_be_shown(editor):
    deepest = chain(DEEPEST)
    assert "at most 4 deep" in make(editor, "Deeper", deepest).content.decode()
    pair = FolderFactory(name="Pair")
    FolderFactory(name="Below", parent=pair)
    assert "at most 4 deep" in change(editor, pair, parent=deepest.parent_id).content.decode()


def test_what_is_in_a_folder_that_goes_moves_up(editor):
    heroes = FolderFactory(name="Heroes")
    year = FolderFactory(name="2026", parent=heroes)
    inner, image = FolderFactory(name="2026", parent=year), ImageFactory(folder=year)
    assert b"moves to" in editor.get(reverse("admin:insights_image_folder_delete", args=[year.pk])).content
    assert delete(editor, year).status_code == 302
    image.refresh_from_db()
    inner.refresh_from_db()
    assert (image.folder, inner.parent) == (heroes, heroes)
    delete(editor, heroes)
    image.refresh_from_db()
    assert image.folder is None
    assert names() == ["2026"]


def test_a_folder_whose_content_has_no_room_above_stays(editor):
    heroes = FolderFactory(name="Heroes")
    FolderFactory(name="ART")
    FolderFactory(name="Art", parent=heroes)
    assert "“Art” cannot move up" in delete(editor, heroes).content.decode()
    assert Folder.objects.filter(pk=heroes.pk).exists()


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "x" * 81, "x" * 5000, "a\u202eb"])
def test_what_is_no_name_is_refused_and_stays_in_the_form(editor, name):
    answer = make(editor, name)
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Folder.objects.exists()


@pytest.mark.parametrize("parent", ["x", "-1", "0", "9" * 40, "\x00", "1e3", "١"])
def test_a_made_up_place_is_refused(editor, parent):
    assert make(editor, "Heroes", parent).status_code == 200
    assert not Folder.objects.exists()


@pytest.mark.parametrize("number", ["999", "9" * 19, "9" * 40])
def test_a_made_up_folder_is_not_found(editor, number):
    for tail in ("", "delete/"):
        assert editor.get(f"{reverse(FOLDERS)}{number}/{tail}").status_code == 404


def test_the_tree_is_one_query_however_many_there_are(statements):
    for _ in range(3):
        ImageFactory(folder=chain(3))
    with statements() as made:
        tree = Tree()
        assert [tree.children(None)[0].total, len(tree.branches)] == [1, 9]
    assert len(made) == 1


def test_whoever_may_not_change_pictures_files_none(client):
    client.force_login(member("Author"))
    assert make(client, "Heroes").status_code == 403
    assert not Folder.objects.exists()
