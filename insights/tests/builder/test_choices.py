"""What the choosers of a form find."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.tests.factories import CategoryFactory, InsightFactory, colleague, make_live

pytestmark = pytest.mark.django_db
INSIGHTS, CATEGORIES = "admin:insights_choices_insights", "admin:insights_choices_categories"


def found(client, name, **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.json()


def labels(client, name, **query):
    return [each["label"] for each in found(client, name, **query)["results"]]


def test_insights_are_found_by_title_and_address(editor):
    InsightFactory(title="On trust", slug="a")
    InsightFactory(title="Other", slug="trust-and-time")
    InsightFactory(title="Rings", slug="b")
    assert sorted(labels(editor, INSIGHTS, q=" TRUST ")) == ["On trust", "Other"]
    assert labels(editor, INSIGHTS, q="unheard of") == []


def test_only_working_copies_are_found_each_with_its_state(editor):
    live = make_live(title="Live", published_at=timezone.now() - timedelta(days=1))
    make_live(title="Later", published_at=timezone.now() + timedelta(days=3))
    InsightFactory(title="Draft")
    notes = {each["label"]: each["note"] for each in found(editor, INSIGHTS)["results"]}
    assert notes.keys() == {"Live", "Later", "Draft"}
    assert notes["Live"].startswith("Published ")
    assert notes["Later"].startswith("Scheduled for ")
    assert notes["Draft"].startswith("Draft")
    assert found(editor, INSIGHTS, q="Live")["results"][0]["value"] == str(live.home_id)


def test_the_last_changed_come_first_and_twenty_are_enough(editor, django_assert_max_num_queries):
    for number in range(25):
        InsightFactory(title=f"Number {number}", updated_at=timezone.now() + timedelta(minutes=number))
    with django_assert_max_num_queries(3):  # two of them are the session and its user
        answer = found(editor, INSIGHTS, q="number")
    assert [each["label"] for each in answer["results"]][:2] == ["Number 24", "Number 23"]
    assert (len(answer["results"]), answer["more"]) == (20, True)


def test_topics_are_found_by_name_and_slug_in_the_editors_order(editor):
    CategoryFactory(name="Growth", slug="growth", position=2)
    CategoryFactory(name="Trust", slug="inner-growth", position=1)
    CategoryFactory(name="Time", slug="time")
    assert labels(editor, CATEGORIES, q="growth") == ["Trust", "Growth"]
    assert found(editor, CATEGORIES, q="time") == {
        "results": [{"value": "time", "label": "Time", "note": "time"}],
        "more": False,
    }


@pytest.mark.parametrize("name", [INSIGHTS, CATEGORIES])
@pytest.mark.parametrize("words", ["\x00", "\ud800", "%", "\\", "'; drop", "x" * 10_000])
def test_any_words_may_be_searched_for(editor, name, words):
    assert editor.get(f"{reverse(name)}?q={quote(words, errors='surrogatepass')}").status_code == 200


@pytest.mark.parametrize("name", [INSIGHTS, CATEGORIES])
@pytest.mark.parametrize(("codename", "status"), [("change_insight", 200), ("view_insight", 403)])
def test_those_who_write_insights_may_search(client, name, codename, status):
    user = colleague(codename)
    client.force_login(user)
    assert client.get(reverse(name)).status_code == status
    assert client.post(reverse(name)).status_code in {403, 405}


@pytest.mark.parametrize("name", [INSIGHTS, CATEGORIES])
def test_strangers_are_sent_to_the_sign_in(client, name):
    assert client.get(reverse(name))["Location"].startswith(reverse("admin:login"))
