"""Deleting an insight in the admin, and bringing it back."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from insights.content.models import Insight
from insights.publishing.publish import publish, unpublish
from insights.tests import factories

pytestmark = pytest.mark.django_db
TRASH = reverse("admin:insights_insight_trash")


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="<b>Trust</b>", slug="trust")
    factories.add_section(insight, "text", uid="a")
    return insight


def url(home, name):
    return reverse(f"admin:insights_insight_{name}", args=[home.pk])


def test_deleting_asks_once_and_keeps_it_for_a_month(editor, home):
    html = editor.get(url(home, "delete")).content.decode()
    assert "kept for 30 days" in html
    assert Insight.objects.working().exists()
    response = editor.post(url(home, "delete"))
    assert not Insight.objects.working().exists()
    assert "&lt;b&gt;Trust" in str(next(iter(get_messages(response.wsgi_request))))
    html = editor.get(TRASH).content.decode()
    assert "&lt;b&gt;Trust" in html
    assert "30 days left" in html


def test_what_readers_will_see_is_kept_and_the_reason_said(editor, home):
    publish(home, at=timezone.now() + timedelta(days=1))
    assert "cannot be deleted" in editor.get(url(home, "delete")).content.decode()
    assert editor.post(url(home, "delete")).status_code == 409
    unpublish(home)
    assert editor.post(url(home, "delete")).status_code == 302


def test_it_is_brought_back_as_a_draft(editor, home):
    editor.post(url(home, "delete"))
    assert editor.get(url(home, "recover")).status_code == 405
    response = editor.post(url(home, "recover"))
    assert response["Location"] == url(home, "change")
    assert Insight.objects.working().get().sections.count() == 1
    assert editor.post(url(home, "recover")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_deleted_is_nowhere_else(editor, home, method):
    editor.post(url(home, "delete"))
    for name in ("change", "publish", "delete", "end", "history", "discard"):
        assert getattr(editor, method)(url(home, name)).status_code in {404, 405}, name
    section = reverse("admin:insights_section_edit", args=[home.pk, "a"])
    assert getattr(editor, method)(section).status_code == 404


def test_there_is_no_bulk_delete(editor, home):
    page = reverse("admin:insights_insight_changelist")
    editor.post(page, {"action": "delete_selected", "_selected_action": [str(home.pk)], "post": "yes"})
    assert Insight.objects.working().exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_trash_costs_the_same_whatever_is_in_it(editor, statements, count):
    person = factories.UserFactory()
    for _ in range(count):
        factories.InsightFactory(deleted_at=timezone.now(), deleted_by=person)
    with statements() as made:
        editor.get(TRASH)
    assert len(made) <= 5


@pytest.mark.parametrize("name", ["unpublish", "withdraw", "delete", "duplicate"])
def test_whoever_comes_a_moment_too_late_finds_nothing(editor, home, name, monkeypatch):
    def deleted(insight_id):
        raise Insight.DoesNotExist

    for module in ("publish", "trash", "duplicate"):
        monkeypatch.setattr(f"insights.publishing.{module}.lock", deleted)
    assert editor.post(url(home, name)).status_code == 404
