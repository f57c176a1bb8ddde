"""Copy, cut and paste."""

import pytest

from insights.builder import clipboard, history, operations
from insights.sections.base import Section
from insights.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    insight = factories.InsightFactory()
    factories.add_section(insight, "quote", {"quote": "Wait.", "unknown": 1}, uid="a")
    factories.add_section(insight, "image", {"image": "image/a.jpg"}, uid="b", enabled=False)
    return insight


@pytest.fixture
def by():
    return factories.admin_user()


def test_sections_are_pasted_into_another_insight_with_new_ids_and_the_same_content(home, by):
    other = factories.InsightFactory()
    assert clipboard.copy(home.pk, ["b", "a"], by=by) == 2
    clipboard.paste(other.pk, by=by)
    first, second = other.sections.all()
    assert (first.data, second.enabled) == ({"quote": "Wait.", "unknown": 1}, False)
    assert {first.uid, second.uid}.isdisjoint("ab")
    assert second.references.get().image.path == "image/a.jpg"


def test_what_was_cut_is_gone_here_and_undo_brings_it_back(home, by):
    clipboard.cut(home.pk, ["a"], by=by)
    assert [section.uid for section in home.sections.all()] == ["b"]
    assert [row["kind"] for row in clipboard.copied(by)] == ["quote"]
    history.undo(home.pk, by)
    assert [section.uid for section in home.sections.all()] == ["a", "b"]


def test_a_clipboard_belongs_to_one_editor(home, by):
    clipboard.copy(home.pk, ["a"], by=by)
    assert clipboard.copied(factories.admin_user()) == []


def test_an_empty_clipboard_pastes_nothing(home, by):
    assert clipboard.paste(home.pk, by=by).new == []


def test_what_is_not_in_the_list_cannot_be_copied(home, by):
    with pytest.raises(Section.DoesNotExist):
        clipboard.copy(factories.InsightFactory().pk, ["a"], by=by)


def test_a_full_insight_takes_no_more(home, by, monkeypatch):
    monkeypatch.setattr(history, "MAX_SECTIONS", 3)
    clipboard.copy(home.pk, ["a", "b"], by=by)
    with pytest.raises(operations.FullError):
        clipboard.paste(home.pk, by=by)
    assert home.sections.count() == 2
