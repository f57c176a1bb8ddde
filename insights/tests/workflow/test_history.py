"""The history of an insight: its versions, two of them compared, one put back and the way back from there."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import keep, publish, set_end, unpublish
from insights.publishing.states import state
from insights.sections.store import save_section
from insights.tests import factories

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def home():
    """Two versions: in the second the quote is another and the title too."""
    insight = factories.InsightFactory(title="First", slug="page")
    factories.add_section(insight, "quote", {"quote": "Meet on Monday."}, uid="q")
    publish(insight, note="To begin with")
    return second(insight)


def second(insight):
    section = insight.sections.get(uid="q")
    section.data, section.revision = {"quote": "Meet on Friday."}, section.revision + 1
    save_section(section)
    Insight.objects.filter(pk=insight.pk).update(title="Second")
    touch(insight.pk)
    publish(insight)
    return Insight.objects.get(pk=insight.pk)


def url(name, insight, *args, **query):
    return reverse(f"admin:insights_insight_{name}", args=[insight.pk, *args], query=query or None)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def person(*permissions):
    client, user = Client(), factories.UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


def changed(insight):
    """An edit that no version holds."""
    Insight.objects.filter(pk=insight.pk).update(title="Third")
    touch(insight.pk)


# The versions


def test_every_version_tells_number_note_size_and_state(editor, home):
    page = text(editor.get(url("versions", home)))
    assert page.index("Version 2") < page.index("Version 1")
    assert "To begin with" in page
    assert "1 section changed, title" in page
    assert "The first version" in page
    assert page.count(">Live<") == 1


def test_what_is_scheduled_what_ends_and_what_was_only_kept_is_marked(editor, home):
    set_end(home, timezone.now() + timedelta(days=9))
    changed(home)
    publish(home, at=timezone.now() + timedelta(days=2))
    changed(home)
    keep(home)
    page = text(editor.get(url("versions", home)))
    assert page.count("Live until ") == page.count("Scheduled for ") == page.count("Kept, never published") == 1


def test_a_version_whose_time_is_over_is_not_called_live(editor, home):
    unpublish(home)
    assert ">Live<" not in text(editor.get(url("versions", home)))


def test_a_draft_has_none_and_says_so(editor):
    assert "Nothing has been published yet" in text(editor.get(url("versions", factories.InsightFactory())))


def test_many_versions_come_in_pages_and_none_is_missed(editor, home, statements):
    for number in range(25):
        Insight.objects.filter(pk=home.pk).update(title=f"Title {number}")
        touch(home.pk)
        publish(home)
    with statements() as first:
        page = text(editor.get(url("versions", home)))
    with statements() as last:
        rest = text(editor.get(url("versions", home, p=2)))
    assert [page.count("<li class"), rest.count("<li class")] == [21, 7]
    assert rest.count("1 section changed") == 1
    assert len(first) == len(last)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "1\0"])
def test_a_made_up_page_shows_one_that_there_is(editor, home, page):
    assert "Version 1" in text(editor.get(url("versions", home, p=page)))


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_whatever_the_number_of_sections(editor, home, statements, count):
    for number in range(count):
        factories.add_section(home, "quote", uid=f"n{number}")
    publish(home)
    with statements() as made:
        text(editor.get(url("versions", home)))
    assert len(made) == 11


# Comparing


@pytest.mark.parametrize(
    ("query", "title", "shown"),
    [
        ({"a": "1", "b": "2"}, "From version 1 to version 2", "<del>Monday</del><ins>Friday</ins>"),
        ({"a": "2", "b": "1"}, "From version 2 to version 1", "<del>Friday</del><ins>Monday</ins>"),
        ({}, "From version 2 to working copy", "Both say the same."),
        ({"a": "1"}, "From version 1 to working copy", "<ins>Friday</ins>"),
        ({"a": "working", "b": "1"}, "From working copy to version 1", "<ins>Monday</ins>"),
        ({"a": "1", "b": "1"}, "From version 1 to version 1", "Both say the same."),
    ],
)
def test_any_two_are_compared(editor, home, query, title, shown):
    page = text(editor.get(url("compare", home, **query)))
    assert title in page
    assert shown in page


def test_a_draft_is_compared_with_itself(editor):
    assert "Both say the same." in text(editor.get(url("compare", factories.InsightFactory())))


@pytest.mark.parametrize("value", ["9", "0", "-1", "x", "1.5", "²", "9" * 30, "1\0", "working copy"])
@pytest.mark.parametrize("name", ["a", "b"])
def test_made_up_numbers_are_not_found(editor, home, name, value):
    assert editor.get(url("compare", home, **{name: value})).status_code == 404


def test_versions_of_another_insight_are_not_found(editor, home):
    other = factories.make_live().working_copy
    assert editor.get(url("compare", other, a="2")).status_code == 404
    assert editor.get(url("compare", home.versions.first())).status_code == 404
    assert editor.post(url("restore", other, 2)).status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_comparing_costs_the_same_whatever_the_number_of_sections(editor, home, statements, count):
    image = factories.ImageFactory()
    for number in range(count):
        factories.add_section(home, "image", {"image": image.path, "caption": f"Number {number}"}, uid=f"n{number}")
    with statements() as made:
        text(editor.get(url("compare", home, a="1")))
    assert len(made) == 11


def test_whatever_was_typed_is_printed_as_text(editor, home):
    home.tags.add(EVIL)
    home.file_under([factories.CategoryFactory(name=EVIL)])
    Insight.objects.filter(pk=home.pk).update(title=EVIL, byline=f"By {EVIL}", summary=EVIL)
    factories.add_section(home, "text", {"body": [factories.heading(EVIL), *factories.words(EVIL)]}, uid="t")
    factories.add_section(home, "faq", {"questions": [{"id": "q", "question": EVIL, "answer": []}]}, uid="f")
    factories.add_section(home, "quote", {"quote": "x", "unknown": EVIL}, uid="u")
    touch(home.pk)
    publish(home, note=EVIL)
    Insight.objects.filter(pk=home.pk).update(title=f"{EVIL} more")
    home.sections.filter(uid="t").delete()
    for address in (url("versions", home), url("compare", home, a="1"), url("compare", home, a="3", b="2")):
        assert EVIL not in text(editor.get(address))
    assert "&lt;" in text(editor.get(url("compare", home, a="1")))


# Restoring


def test_a_version_is_put_back_and_the_message_undoes_it(editor, home):
    changed(home)
    page = text(editor.post(url("restore", home, 1), follow=True))
    home.refresh_from_db()
    assert (home.title, home.sections.get().data["quote"]) == ("First", "Meet on Monday.")
    assert "What was there is kept as version 3." in page
    undo = url("restore", home, 3)
    assert f'<form method="post" action="{undo}">' in page
    editor.post(undo)
    home.refresh_from_db()
    assert (home.title, home.sections.get().data["quote"]) == ("Third", "Meet on Friday.")


def test_what_a_version_holds_already_is_not_kept_again(editor, home):
    page = text(editor.post(url("restore", home, 1), follow=True))
    assert "What was there is kept as version 2." in page
    assert home.versions.count() == 2


def test_restoring_what_is_there_changes_nothing(editor, home):
    page = text(editor.post(url("restore", home, 2), follow=True))
    assert "says what version 2 says already" in page
    assert Insight.objects.get(pk=home.pk).revision == home.revision


def test_an_address_that_was_taken_meanwhile_is_told(editor, home):
    Insight.objects.filter(pk=home.pk).update(slug="elsewhere")
    touch(home.pk)
    factories.InsightFactory(slug="page")
    page = text(editor.post(url("restore", home, 1), follow=True))
    assert "Another insight has the address" in page
    assert Insight.objects.get(pk=home.pk).slug == "elsewhere"


def test_what_was_published_twice_is_published_again_whichever_of_the_two_is_put_back(editor, home):
    publish(home)
    changed(home)
    text(editor.post(url("restore", home, 2), follow=True))
    assert state(Insight.objects.working().with_state().get(pk=home.pk)).code == "published"


@pytest.mark.parametrize("number", [0, 9, 10**30])
def test_a_made_up_version_is_not_restored(editor, home, number):
    assert editor.post(url("restore", home, number)).status_code == 404


def test_looking_changes_nothing(editor, home):
    assert editor.get(url("restore", home, 1)).status_code == 405
    assert editor.post(url("versions", home)).status_code == 405
    assert editor.head(url("compare", home)).status_code == 200
    assert Insight.objects.get(pk=home.pk).title == "Second"


def test_those_who_may_read_see_no_way_to_restore(home):
    reader = person("view_insight")
    for address in (url("versions", home), url("compare", home, a="1")):
        assert "restore" not in text(reader.get(address))
    assert reader.post(url("restore", home, 1)).status_code == 403
    assert person().get(url("versions", home)).status_code == 403


def test_whoever_edits_only_the_own_restores_only_the_own(home):
    author = person("change_own_insight")
    assert author.post(url("restore", home, 1)).status_code == 403
    assert "restore" not in text(author.get(url("versions", home)))
    Insight.objects.filter(pk=home.pk).update(owner=author.session["_auth_user_id"])
    assert author.post(url("restore", home, 1)).status_code == 302
    assert Insight.objects.get(pk=home.pk).title == "First"


def test_the_address_that_django_gives_to_the_history_leads_here(editor, home):
    answer = editor.get(reverse("admin:insights_insight_history", args=[home.pk]))
    assert (answer.status_code, answer.url) == (302, url("versions", home))
