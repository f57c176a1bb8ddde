"""The page before publishing: what stands against it, what it changes, and that it does what was looked at."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing.changes import touch
from insights.publishing.models import AuditEntry
from insights.publishing.publish import publish
from insights.tests import factories

pytestmark = pytest.mark.django_db
TOMORROW, LATER = (timezone.now().replace(microsecond=0, second=0) + timedelta(days=days) for days in (1, 2))


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="Trust", slug="trust", summary="On trust.", published_at=None)
    factories.add_section(insight, "article", uid="a")
    return insight


def url(home, name="publish"):
    return reverse(f"admin:insights_insight_{name}", args=[home.pk])


def typed(moment):
    return f"{moment:%Y-%m-%dT%H:%M}"


def answers(home, **changes):
    home.refresh_from_db()
    return {"revision": home.revision, "when": "now", "note": "", "until": "", "accepted": "on"} | changes


def test_looking_changes_nothing_and_names_the_pages(editor, home, statements):
    with statements() as made:
        html = editor.get(url(home)).content.decode()
    assert "/insights/trust/" in html
    assert "A new page." in html
    assert "Readers do not see this insight yet." in html
    assert not [sql for sql in made if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert editor.head(url(home)).status_code == 200


@pytest.mark.parametrize("count", [1, 40])
def test_looking_costs_the_same_whatever_there_is(editor, home, statements, count):
    topics = [factories.CategoryFactory() for _ in range(3)]
    home.file_under(topics)
    publish(home)
    touch(home.pk)
    for number in range(count):
        factories.add_section(home, "text", uid=f"more{number}")
        factories.make_live(topics[0], sections={"text": None})
    with statements() as made:
        editor.get(url(home))
    assert len(made) <= 32


def test_it_is_published_with_a_note(editor, home):
    response = editor.post(url(home), answers(home, note="First."), follow=True)
    version = Insight.objects.live().get()
    assert (version.note, version.home_id) == ("First.", home.pk)
    assert "Published as version 1." in response.content.decode()


def test_warnings_are_accepted_first(editor, home):
    home.sections.all().delete()
    data = answers(home, note="Kept.")
    del data["accepted"]
    response = editor.post(url(home), data)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Please look at the list above first." in html
    assert "Kept." in html
    assert not home.versions.exists()
    editor.post(url(home), answers(home))
    assert home.versions.filter(is_live=True).exists()


def test_without_warnings_there_is_nothing_to_accept(editor, home):
    factories.add_section(home, "text", uid="b")
    form = editor.get(url(home)).context["form"]
    assert ("accepted" in form.fields) is bool(editor.get(url(home)).context["warnings"])


def test_errors_stop_it_and_lead_to_their_place(editor, home):
    factories.add_section(home, "quote", {}, uid="said")
    response = editor.post(url(home), answers(home))
    html = response.content.decode()
    assert response.status_code == 422
    assert reverse("admin:insights_section_edit", args=[home.pk, "said"]) in html
    assert not home.versions.exists()


def test_what_somebody_changed_meanwhile_is_looked_at_anew(editor, home):
    data = answers(home, note="Mine.")
    touch(home.pk)
    response = editor.post(url(home), data)
    assert response.status_code == 409
    html = response.content.decode()
    assert "somebody has changed the page" in html
    assert "Mine." in html
    assert f'value="{home.revision + 1}"' in html
    assert not home.versions.exists()


def test_a_moment_schedules_it(editor, home):
    data = answers(home, when="later", moment=typed(TOMORROW), moment_zone="UTC", until=typed(LATER), until_zone="UTC")
    editor.post(url(home), data)
    version = home.versions.get()
    assert (version.is_live, version.visible_from, version.visible_until) == (False, TOMORROW, LATER)
    assert AuditEntry.objects.filter(action="schedule").exists()


def test_what_is_scheduled_is_named_and_can_be_withdrawn(editor, home):
    publish(home, at=TOMORROW, note="Winter update")
    html = editor.get(url(home)).content.decode()
    assert "Version 1 is scheduled" in html
    assert "Winter update" in html
    assert "replaces it" in html
    editor.post(url(home, "withdraw"))
    assert not Insight.objects.staged().exists()
    assert editor.get(url(home, "withdraw")).status_code == 405


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"when": "later", "moment": ""}, "moment"),
        ({"when": "later", "moment": "2001-01-01T10:00"}, "moment"),
        ({"when": "later", "moment": "9999-12-31T23:59"}, "moment"),
        ({"when": "later", "moment": "\0"}, "moment"),
        ({"when": "later", "moment": "2026-03-29T02:30", "moment_zone": "Europe/Berlin"}, "moment"),
        ({"when": "sometime"}, "when"),
        ({"until": "2001-01-01T10:00"}, "until"),
        ({"until": "x" * 5000}, "until"),
        ({"note": "x" * 301}, "note"),
        ({"note": "a\0b"}, "note"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(editor, home, wrong, field):
    response = editor.post(url(home), answers(home, **wrong))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not home.versions.exists()


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "\0"])
def test_a_made_up_revision_publishes_nothing(editor, home, revision):
    assert editor.post(url(home), answers(home, revision=revision)).status_code == 409
    assert not home.versions.exists()


def test_an_end_is_set_and_cleared_with_it(editor, home):
    editor.post(url(home), answers(home, until=typed(LATER), until_zone="UTC"))
    assert Insight.objects.live().get().visible_until == LATER
    assert typed(LATER) in editor.get(url(home)).content.decode()
    editor.post(url(home), answers(home))
    assert Insight.objects.live().get().visible_until is None


def test_an_insight_dated_ahead_goes_live_on_its_date_and_the_form_says_so(editor, home):
    Insight.objects.filter(pk=home.pk).update(published_at=TOMORROW)
    assert "On its date, " in editor.get(url(home)).content.decode()
    editor.post(url(home), answers(home))
    assert home.versions.get().visible_from == TOMORROW


def test_an_end_that_has_passed_is_not_proposed_again(editor, home):
    Insight.objects.filter(pk=home.pk).update(expires_at=timezone.now() - timedelta(days=1))
    assert editor.get(url(home)).context["form"]["until"].value() is None


def test_a_taken_address_is_told(editor, home):
    factories.make_live(slug="trust-too")
    Insight.objects.filter(working_copy=None, slug="trust-too").update(slug="elsewhere")
    Insight.objects.filter(pk=home.pk).update(slug="trust-too")
    response = editor.post(url(home), answers(home))
    assert response.status_code == 422
    assert "has the address" in response.content.decode()


def test_unpublishing_names_the_pages_that_go(editor, home):
    publish(home)
    html = editor.get(url(home, "unpublish")).content.decode()
    assert "Readers get “not found”." in html
    assert Insight.objects.live().exists()
    editor.post(url(home, "unpublish"))
    assert not Insight.objects.live().exists()
    assert editor.post(url(home, "unpublish"), follow=True).status_code == 200


@pytest.mark.parametrize("name", ["publish", "unpublish", "withdraw", "discard", "duplicate", "end", "delete"])
def test_versions_and_deleted_insights_have_no_such_pages(editor, home, name):
    version = publish(home)
    assert editor.post(url(version, name)).status_code == 404
    Insight.objects.filter(working_copy=home).update(is_live=False, visible_from=None)
    editor.post(url(home, "delete"))
    assert editor.post(url(home, name)).status_code == 404
    assert editor.get(url(home, "change")).status_code == 404
