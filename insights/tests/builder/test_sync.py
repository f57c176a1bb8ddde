"""What others do meanwhile is noticed and taken over."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.builder import operations
from insights.builder.models import Presence
from insights.tests import factories

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def home():
    insight = factories.InsightFactory()
    for uid in "abc":
        factories.add_section(insight, "quote", uid=uid)
    return insight


def url(name, home):
    return reverse(f"admin:insights_section_{name}", args=[home.pk])


def known(home):
    return json.dumps([[section.uid, section.revision, section.enabled] for section in home.sections.all()])


def test_whoever_knows_the_list_learns_just_what_changed(editor, home):
    before = known(home)
    operations.delete_sections(home.pk, ["b"], by=None)
    operations.switch_sections(home.pk, ["c"], on=False, by=None)
    new = operations.add_section(home.pk, "text", by=None, after="").new[0]
    operations.edit_section(home.pk, "a", {"quote": "Other words."}, revision=1, by=None)
    told = editor.post(url("sync", home), {"known": before}, **SCRIPT).json()
    assert (told["removed"], told["placed"], told["on"]) == (["b"], [[new.uid, ""]], {"c": False})
    assert set(told["cards"]) == {"a", new.uid}
    assert told["changed"] == {"a": 2}


def test_whoever_is_up_to_date_learns_nothing(editor, home):
    told = editor.post(url("sync", home), {"known": known(home)}, **SCRIPT).json()
    assert not any(told[name] for name in ("removed", "placed", "on", "cards", "changed"))


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '[["a","b","c"]]', "[" * 5000, '[["a",1e999,true]]', "null"])
def test_nonsense_is_not_found(editor, home, text):
    assert editor.post(url("sync", home), {"known": text}, **SCRIPT).status_code in {200, 404}


def test_editors_see_each_other_and_what_the_other_has_open(editor, home):
    ines = factories.UserFactory(is_staff=True, is_superuser=True, first_name="Ines", last_name="Okafor")
    other = factories.signed_in(ines)
    other.get(url("news", home), {"uid": "b"}, **SCRIPT)
    told = editor.get(url("news", home), {"uid": "../x"}, **SCRIPT).json()
    assert (told["people"], told["revision"]) == ([{"name": "Ines Okafor", "uid": "b"}], 1)
    other.post(url("leave", home))
    assert editor.get(url("news", home), **SCRIPT).json()["people"] == []


def test_whoever_was_not_heard_of_for_a_while_is_gone(editor, home):
    Presence.objects.create(insight=home, user=factories.admin_user(), seen_at=timezone.now() - timedelta(seconds=40))
    assert editor.get(url("news", home), **SCRIPT).json()["people"] == []


def test_asking_again_soon_writes_nothing(editor, home, django_assert_max_num_queries):
    editor.get(url("news", home), {"uid": "a"}, **SCRIPT)
    with django_assert_max_num_queries(4):
        editor.get(url("news", home), {"uid": "a"}, **SCRIPT)


def test_a_script_whose_sign_in_has_expired_is_told_so(client, home):
    response = client.post(url("move", home), {"uid": "a", "to": "1"}, **SCRIPT)
    assert (response.status_code, response["Content-Type"]) == (401, "application/json")
    assert client.get(reverse("admin:insights_session"), **SCRIPT).status_code == 401


def test_a_token_is_given_to_whoever_is_signed_in(editor):
    assert len(editor.get(reverse("admin:insights_session"), **SCRIPT).json()["token"]) > 30
