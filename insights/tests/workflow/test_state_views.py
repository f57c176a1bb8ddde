"""The states at a glance, and the small steps: discard, duplicate, an end date."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.publish import publish, set_end, unpublish
from insights.tests import factories

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
LIST = reverse("admin:insights_insight_changelist")


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="Trust", slug="trust")
    factories.add_section(insight, "text", uid="a")
    return insight


def url(home, name):
    return reverse(f"admin:insights_insight_{name}", args=[home.pk])


def edit(home):
    ines = factories.UserFactory(first_name="Ines", last_name="Okafor")
    Insight.objects.filter(pk=home.pk).update(title="Other")
    touch(home.pk, ines)


@pytest.mark.parametrize("page", ["list", "form"])
def test_the_state_says_what_and_by_whom(editor, home, page):
    where = LIST if page == "list" else url(home, "change")

    def shown():
        return " ".join(editor.get(where).content.decode().split())

    assert "Draft" in shown()
    publish(home)
    assert "Changes since" not in shown()
    edit(home)
    assert "Published · unpublished changes" in shown()
    assert re.search(r"Changes since [\d:]+, last by Ines Okafor, ", shown())
    publish(home, at=TOMORROW)
    assert "Changes go live" in shown()
    set_end(home, TOMORROW + timedelta(days=1))
    assert "Ends" in shown()
    unpublish(home)
    assert "Unpublished" in shown()
    publish(home, at=TOMORROW)
    assert "Goes live" in shown()


def test_the_form_says_what_changed(editor, home):
    publish(home)
    edit(home)
    factories.add_section(home, "text", uid="b")
    html = editor.get(url(home, "change")).content.decode()
    assert "1 section added, title" in html


def test_the_list_can_show_mine(editor, home):
    me = get_user_model().objects.get()
    factories.InsightFactory(title="Begun", owner=me)
    factories.InsightFactory(title="Touched", updated_by=me)
    assert titles(editor, whose="mine") == ["Begun"]
    assert titles(editor, whose="touched") == ["Touched"]
    assert len(titles(editor, whose="x")) == 3


def titles(editor, **asked):
    return [insight.title for insight in editor.get(LIST, asked).context["cl"].result_list]


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_whatever_there_is(editor, home, statements, count):
    for number in range(count):
        edit(factories.make_live(slug=f"more-{number}").working_copy)
    with statements() as made:
        editor.get(LIST)
    assert len(made) <= 20


def test_a_change_that_waits_is_found_among_the_scheduled(editor, home):
    publish(home)
    edit(home)
    publish(Insight.objects.get(pk=home.pk), at=TOMORROW)
    html = editor.get(LIST, {"status": "scheduled"}).content.decode()
    assert "Changes go live" in html


def test_discarding_is_undone_at_the_press_of_a_button(editor, home):
    publish(home)
    edit(home)
    html = editor.post(url(home, "discard"), follow=True).content.decode()
    assert Insight.objects.get(pk=home.pk).title == "Trust"
    again = reverse("admin:insights_insight_restore", args=[home.pk, 2])
    assert f'formaction="{again}"' in html
    editor.post(again)
    assert Insight.objects.get(pk=home.pk).title == "Other"


def test_what_a_version_holds_already_comes_back_from_there(editor, home):
    publish(home)
    edit(home)
    publish(Insight.objects.get(pk=home.pk), at=TOMORROW)
    editor.post(url(home, "withdraw"))
    html = editor.post(url(home, "discard"), follow=True).content.decode()
    undo = reverse("admin:insights_insight_restore", args=[home.pk, 2])
    assert f'formaction="{undo}"' in html
    assert Insight.objects.get(pk=home.pk).title == "Trust"
    editor.post(undo)
    assert Insight.objects.get(pk=home.pk).title == "Other"
    assert Insight.objects.filter(working_copy=home).count() == 2


def test_without_a_live_version_nothing_is_discarded(editor, home):
    html = editor.post(url(home, "discard"), follow=True).content.decode()
    assert "Nothing is live" in html


def test_a_duplicate_opens_as_a_draft_of_one_s_own(editor, home):
    response = editor.post(url(home, "duplicate"))
    twin = Insight.objects.get(duplicated_from=home.pk)
    assert response["Location"] == url(twin, "change")
    assert twin.owner is not None
    assert editor.get(url(home, "duplicate")).status_code == 405


def test_an_end_is_set_and_taken_away(editor, home):
    publish(home)
    assert editor.get(url(home, "end")).status_code == 200
    editor.post(url(home, "end"), {"until": f"{TOMORROW:%Y-%m-%dT%H:%M}", "until_zone": "UTC"})
    assert Insight.objects.live().get().visible_until == TOMORROW
    editor.post(url(home, "end"), {"until": ""})
    assert Insight.objects.live().get().visible_until is None


@pytest.mark.parametrize("until", ["2001-01-01T10:00", "9999-12-31T10:00", "x", "\0", "x" * 5000])
def test_an_end_that_cannot_be_is_refused(editor, home, until):
    publish(home)
    response = editor.post(url(home, "end"), {"until": until})
    assert response.status_code == 422
    assert response.context["form"].errors["until"]


def test_the_menu_offers_only_what_somebody_may(client, home):
    publish(home)
    client.force_login(factories.member("Viewer"))
    html = client.get(url(home, "change")).content.decode()
    for name in ("publish", "unpublish", "discard", "duplicate", "delete", "end"):
        assert url(home, name) not in html
    client.force_login(factories.member("Editor"))
    html = client.get(url(home, "change")).content.decode()
    for name in ("publish", "unpublish", "duplicate", "delete", "end"):
        assert url(home, name) in html
