"""Grids of other insights."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from insights.sections.rendering import Rendering
from insights.tests.factories import CategoryFactory, InsightFactory, add_section, make_live
from insights.tests.sections.printing import printed

pytestmark = pytest.mark.django_db


def titles(html, *candidates):
    """Which of these titles a grid shows, in its order."""
    return sorted((title for title in candidates if f">{title}</a>" in html), key=html.index)


@pytest.fixture
def three():
    """Three insights, the newest first."""
    now = timezone.now()
    return [make_live(title=f"Number {n}", published_at=now - timedelta(days=n)) for n in (1, 2, 3)]


def test_the_latest_come_first_up_to_the_limit(three):
    assert titles(printed("insight_grid", {"limit": 2}), "Number 1", "Number 2", "Number 3") == ["Number 1", "Number 2"]


def test_a_grid_never_shows_its_own_page_or_a_twin(three):
    twin = make_live(title="Twin", duplicated_from=three[0].home_id)
    html = printed("insight_grid", {"limit": 9}, three[0].working_copy)
    assert titles(html, "Number 1", "Twin", "Number 2") == ["Number 2"]
    assert titles(printed("insight_grid", {"limit": 9}, twin.working_copy), "Number 1", "Twin") == []


def test_an_empty_grid_prints_nothing():
    assert printed("insight_grid", {"heading": "Related Insights"}) == ""


def test_chosen_insights_keep_the_order_they_were_chosen_in(three):
    ids = [str(insight.home_id) for insight in (three[2], three[0])]
    html = printed("insight_grid", {"filter": "manual", "insights": ids})
    assert titles(html, "Number 1", "Number 2", "Number 3") == ["Number 3", "Number 1"]


def test_of_the_chosen_ones_the_first_are_shown_up_to_a_limit_that_was_given(three):
    ids = [str(insight.home_id) for insight in reversed(three)]
    data = {"filter": "manual", "insights": ids}
    shown = [
        titles(printed("insight_grid", data | more), "Number 1", "Number 2", "Number 3") for more in ({}, {"limit": 2})
    ]
    assert shown == [["Number 3", "Number 2", "Number 1"], ["Number 3", "Number 2"]]


def test_chosen_insights_that_are_gone_are_left_out(three):
    ids = [str(InsightFactory().pk), str(three[0].home_id)]
    assert titles(printed("insight_grid", {"filter": "manual", "insights": ids}), "Number 1") == ["Number 1"]


@pytest.mark.parametrize("named", [True, False])
def test_a_topic_s_latest_are_those_of_the_named_or_the_own_topic(three, named):
    topic = CategoryFactory()
    make_live(topic, title="In topic")
    home = InsightFactory()
    home.file_under([] if named else [topic])
    html = printed("insight_grid", {"filter": "category", "category": topic.slug if named else ""}, home)
    assert titles(html, "In topic", "Number 1") == ["In topic"]


def test_some_by_chance_are_as_many_as_asked_for(three):
    html = printed("insight_grid", {"filter": "random", "limit": 2})
    assert len(titles(html, "Number 1", "Number 2", "Number 3")) == 2


@pytest.mark.parametrize(
    "layout", ["featured", "row", "column", "soft", "hard", "asymmetric", "accordion", "highlights", "cards"]
)
def test_every_layout_shows_every_card_with_the_button_s_words(three, layout):
    buttons = [{"id": "b", "text": "Go on", "icon": "image/redirect.svg"}]
    html = printed("insight_grid", {"layout": layout, "buttons": buttons})
    assert f"grid--{layout}" in html
    assert html.count("Go on") == 3
    assert all(insight.url in html for insight in three)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", -1),
        ("limit", 0),
        ("limit", 10**9),
        ("limit", True),
        ("layout", "mosaic"),
        ("filter", "x"),
        ("collection", "users"),
    ],
)
def test_values_outside_their_list_are_refused(field, value):
    with pytest.raises(ValidationError, match=field):
        add_section(InsightFactory(), "insight_grid", {field: value})


def test_two_grids_are_one_query(three, django_assert_num_queries):
    home = InsightFactory()
    for filter_ in ("latest", "random", "manual", "category"):
        add_section(home, "insight_grid", {"filter": filter_, "insights": [str(three[1].home_id)]})
    sections = list(home.sections.all())
    assert home.site
    with django_assert_num_queries(2):
        rendering = Rendering(home, sections)
    assert [len(rendering.cards[section.uid]) for section in sections] == [3, 3, 1, 3]
