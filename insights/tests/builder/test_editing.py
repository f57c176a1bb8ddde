"""One section saved as one types: what is good is stored, what is not is told, what others did is never lost."""

import json

import pytest
from django.urls import reverse

from insights.builder import operations
from insights.content.models import Insight
from insights.tests import factories
from insights.tests.factories import words

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def home():
    insight = factories.InsightFactory(title="Trust", slug="trust")
    factories.add_section(insight, "quote", {"quote": "Wait.", "cite": "Ann"}, uid="a")
    factories.add_section(insight, "text", {"body": words("First.") + words("Second.")}, uid="t")
    return insight


@pytest.fixture
def save(editor, home):
    """Posts a section's form as the script does; gives the answer with its JSON."""

    def save(uid="a", **values):
        data = {"revision": "1", **values}
        response = editor.post(reverse("admin:insights_section_edit", args=[home.pk, uid]), data, **SCRIPT)
        return response.status_code, response.json()

    return save


def stored(home, uid="a"):
    return home.sections.get(uid=uid)


def test_a_save_tells_the_new_revisions_and_brings_the_section_s_card(save, home):
    status, told = save(quote="Wait and see.", cite="Ann")
    assert (status, told["state"], told["section_revision"], told["errors"]) == (200, "saved", 2, [])
    assert (told["from"], told["revision"]) == (1, 2)
    assert "Wait and see." in told["cards"]["a"]
    assert stored(home).data["quote"] == "Wait and see."


def test_saving_what_is_stored_counts_no_revision(save, home):
    _status, told = save(quote="Wait.", cite="Ann")
    assert (told["section_revision"], told["from"], told["revision"]) == (1, 1, 1)


def test_what_is_wrong_is_told_at_its_place_and_the_rest_is_stored(save, home):
    status, told = save(quote="Good words.", cite="x" * 1000)
    assert (status, told["state"]) == (200, "partly")
    assert [error["path"] for error in told["errors"]] == ["cite"]
    assert stored(home).data == {"quote": "Good words.", "cite": "Ann"}


def test_a_half_filled_section_is_stored_and_marked(save, home):
    _status, told = save(quote="", cite="Ann")
    assert told["state"] == "saved"
    assert "Incomplete" in told["cards"]["a"]


def test_the_second_of_two_writers_gets_both_texts_and_nothing_is_overwritten(save, home):
    save(quote="Theirs.", cite="Ann")
    status, told = save(quote="Mine.", cite="Ann")
    assert (status, told["state"]) == (409, "stale")
    assert "Theirs." in told["html"]
    assert "Mine." in told["html"]
    assert stored(home).data["quote"] == "Theirs."


@pytest.mark.parametrize(("keep", "kept"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_either_of_two_texts_can_be_kept(save, home, keep, kept):
    save(quote="Theirs.", cite="Ann")
    status, _told = save(quote="Mine.", cite="Ann", revision="2", **{"keep-quote": keep})
    assert (status, stored(home).data["quote"]) == (200, kept)


def test_both_of_two_texts_can_be_kept_and_what_they_share_stands_once(save, home):
    mine, theirs = words("First.") + words("Mine."), words("First.") + words("Theirs.")
    operations.edit_section(home.pk, "t", {"body": theirs}, revision=1, by=None)
    save("t", **{"body-json": json.dumps(mine), "revision": "2", "keep-body": "both"})
    assert stored(home, "t").data["body"] == words("First.") + words("Mine.") + words("Theirs.")


def test_what_one_typed_into_a_section_that_has_gone_comes_back_with_it(save, home):
    operations.delete_sections(home.pk, ["a"], by=None)
    status, told = save(quote="Typed meanwhile.", cite="Ann")
    assert (status, told["state"]) == (409, "deleted")
    assert "Typed meanwhile." in told["html"]
    status, told = save(quote="Typed meanwhile.", cite="Ann", restore="1", revision=str(told["section_revision"]))
    assert (status, stored(home).data["quote"]) == (200, "Typed meanwhile.")


def test_text_for_a_section_that_an_import_took_out_can_still_be_saved(save, home):
    factories.publish(home)
    home.sections.filter(uid="a").delete()
    status, told = save(quote="Typed meanwhile.", cite="Ann")
    assert (status, told["state"]) == (409, "deleted")
    status, told = save(quote="Typed meanwhile.", cite="Ann", restore="1", revision=str(told["section_revision"]))
    assert (status, stored(home).data["quote"]) == (200, "Typed meanwhile.")


def test_a_full_list_takes_nothing_back_and_says_so(save, home, monkeypatch):
    operations.delete_sections(home.pk, ["a"], by=None)
    monkeypatch.setattr("insights.builder.history.MAX_SECTIONS", 1)
    status, told = save(quote="Typed.", cite="Ann", restore="1")
    assert (status, told["message"]) == (422, "An insight holds at most 1 sections.")


def test_a_section_that_moved_or_was_hidden_meanwhile_is_saved_where_it_is(save, home):
    operations.move_sections(home.pk, ["a"], to=1, by=None)
    operations.switch_sections(home.pk, ["a"], on=False, by=None)
    status, _told = save(quote="Still mine.", cite="Ann")
    assert status == 200
    section = stored(home)
    assert (section.position, section.enabled, section.data["quote"]) == (1, False, "Still mine.")


def test_a_form_comes_as_a_fragment_for_its_card(editor, home):
    url = reverse("admin:insights_section_edit", args=[home.pk, "a"])
    html = editor.get(url, headers={"HX-Request": "true"}).content.decode()
    assert html.lstrip().startswith("<form")
    assert 'id="id_a_quote"' in html


@pytest.mark.parametrize("revision", ["0", "", "-1", "x", "9" * 30])
def test_a_revision_that_cannot_be_is_a_conflict(save, revision):
    assert save(quote="Mine.", cite="Ann", revision=revision)[0] == 409


@pytest.mark.parametrize("bad", ["a\x00b", "x" * 100_000])
def test_what_cannot_be_stored_is_refused_in_words(save, home, bad):
    status, told = save(quote=bad, cite="Ann")
    assert (status, {error["path"] for error in told["errors"]}) == (200, {"quote"})
    assert stored(home).data["quote"] == "Wait."


def test_both_sides_of_a_conflict_show_what_differs_and_leave_out_what_is_shared(save, home):
    theirs = words("First.") + words("Theirs, <b>bold</b>.")
    operations.edit_section(home.pk, "t", {"body": theirs}, revision=1, by=None)
    _status, told = save("t", **{"body-json": json.dumps(words("First.") + words("Mine."))})
    panel = told["html"].partition('<fieldset class="section-form__fields"')[0]
    assert "Mine." in panel
    assert "Theirs, &lt;b&gt;bold&lt;/b&gt;." in panel
    assert "First." not in panel


def test_a_save_costs_the_same_whatever_the_number_of_sections(save, home, django_assert_max_num_queries):
    save(quote="Warm.", cite="Ann")
    for number in range(60):
        factories.add_section(home, "quote", uid=f"x{number}")
    with django_assert_max_num_queries(12 + 2):  # and the savepoint of the test's own transaction
        save(quote="Counted.", cite="Ann", revision="2")
    assert Insight.objects.get(pk=home.pk).revision == 3
