"""A section shown for a time only: the form, the flag on its card, and the way back."""

from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from insights.builder import operations
from insights.builder.clipboard import copy, paste
from insights.builder.times import Times, words
from insights.tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(second=0, microsecond=0)
TOMORROW, LATER, YESTERDAY = NOW + timedelta(days=1), NOW + timedelta(days=2), NOW - timedelta(days=1)


@pytest.fixture
def home():
    insight = factories.InsightFactory()
    factories.add_section(insight, "text", uid="a")
    return insight


def url(home, uid="a"):
    return reverse("admin:insights_section_times", args=[home.pk, uid])


def typed(start, end):
    moments = {"start": start, "end": end}
    return {name: f"{moment:%Y-%m-%dT%H:%M}" if moment else "" for name, moment in moments.items()}


def stored(home, uid="a"):
    return tuple(home.sections.values_list("visible_from", "visible_until").get(uid=uid))


def test_it_is_stored_flagged_and_taken_back(editor, home):
    assert editor.get(url(home)).status_code == 200
    page = lxml.html.fromstring(editor.post(url(home), typed(TOMORROW, LATER), follow=True).content.decode())
    assert stored(home) == (TOMORROW, LATER)
    assert page.cssselect("#section-a .sec__flag")[1].text.startswith("From ")
    (undo,) = page.cssselect(".messagelist button")
    editor.post(undo.get("formaction"), {undo.get("name"): undo.get("value")})
    assert stored(home) == (None, None)


def test_the_insight_is_changed_and_the_section_s_open_forms_stay_good(editor, home):
    editor.post(url(home), typed(TOMORROW, None))
    home.refresh_from_db()
    assert home.revision == 2
    assert home.sections.get(uid="a").revision == 1
    editor.post(url(home), typed(TOMORROW, None))
    home.refresh_from_db()
    assert home.revision == 2


@pytest.mark.parametrize(
    "data", [{"start": "x"}, {"start": "9999-12-31T10:00"}, {"end": "\0"}, typed(LATER, TOMORROW), {"end": "1" * 5000}]
)
def test_times_that_cannot_be_are_refused(editor, home, data):
    assert editor.post(url(home), data).status_code == 422
    assert stored(home) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        ",,",
        "x,y",
        "2026-01-01T00:00,",
        "\0,",
        "9999-12-31T23:59:59-23:59,",
        f"{LATER.isoformat()},{NOW.isoformat()}",
    ],
)
def test_a_made_up_way_back_changes_nothing(editor, home, text):
    assert editor.post(url(home), {"back": text}).status_code in {302, 404}
    assert stored(home) == (None, None)


def test_a_section_that_is_not_there_is_not_found(editor, home):
    assert editor.get(url(home, "b")).status_code == 404
    assert editor.post(url(home, "b"), typed(TOMORROW, None)).status_code == 404


def test_a_duplicate_keeps_the_times_and_what_is_pasted_does_not(home):
    home.sections.update(visible_from=TOMORROW)
    me = factories.admin_user()
    twin = operations.duplicate_sections(home.pk, ["a"], by=me).new[0]
    copy(home.pk, ["a"], by=me)
    pasted = paste(home.pk, by=me).new[0]
    assert stored(home, twin.uid) == (TOMORROW, None)
    assert stored(home, pasted.uid) == (None, None)


def test_a_deleted_section_comes_back_with_its_times(home):
    home.sections.update(visible_from=TOMORROW)
    operations.delete_sections(home.pk, ["a"], by=None)
    operations.restore_section(home.pk, "a", by=None)
    assert stored(home) == (TOMORROW, None)


@pytest.mark.parametrize(
    ("start", "end", "begin"),
    [
        (TOMORROW, None, "From "),
        (TOMORROW, LATER, "From "),
        (None, LATER, "Until "),
        (YESTERDAY, LATER, "Until "),
        (None, YESTERDAY, "Over since "),
        (YESTERDAY, None, ""),
        (None, None, ""),
    ],
)
def test_the_flag_says_what_is_to_come(start, end, begin):
    said = words(Times(start, end))
    assert said.startswith(begin)
    assert bool(said) is bool(begin)
