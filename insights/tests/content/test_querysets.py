"""What readers may see, and what it costs to list it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.content.models import Category, Insight
from insights.publishing.publish import unpublish
from insights.tests.factories import CategoryFactory, InsightFactory, make_live

pytestmark = pytest.mark.django_db


def test_drafts_are_not_live():
    InsightFactory()
    assert not Insight.objects.live().exists()


def test_a_version_dated_in_the_future_is_not_live_yet():
    make_live(published_at=timezone.now() + timedelta(hours=1))
    assert not Insight.objects.live().exists()
    assert not Insight.objects.listed().exists()
    assert not Category.objects.topics().exists()


def test_listed_insights_come_newest_first():
    now = timezone.now()
    old, new = (make_live(published_at=now - timedelta(days=days)) for days in (9, 1))
    assert list(Insight.objects.listed()) == [new, old]


def test_a_list_of_cards_is_one_query(django_assert_num_queries):
    for _ in range(3):
        make_live(CategoryFactory(), sections={"article": None})
    with django_assert_num_queries(1):
        cards = [
            (c.title, c.url, c.teaser, c.category.url, c.thumbnail, c.reading_minutes) for c in Insight.objects.listed()
        ]
    assert len(cards) == 3


def test_an_insight_is_listed_under_every_category_it_is_in():
    first, second = CategoryFactory(), CategoryFactory()
    version = make_live(first, second)
    assert list(Insight.objects.placed_in(second)) == [version]
    assert list(Insight.objects.placed_under(first.slug)) == [version]


def test_insights_of_one_moment_keep_one_order_in_a_topic():
    category, moment = CategoryFactory(), timezone.now()
    versions = [make_live(category, published_at=moment) for _ in range(5)]
    assert list(Insight.objects.placed_in(category)) == sorted(versions, key=lambda version: version.pk, reverse=True)


def test_an_unpublished_insight_leaves_its_topics():
    category = CategoryFactory()
    unpublish(make_live(category))
    assert not Insight.objects.placed_in(category).exists()
    assert not Category.objects.topics().exists()


def test_topics_count_what_readers_see():
    category = CategoryFactory()
    make_live(category)
    make_live(category, published_at=timezone.now() + timedelta(days=1))
    InsightFactory().file_under([category])
    assert [topic.count for topic in Category.objects.topics()] == [1]


def test_neither_the_insight_nor_its_twins_are_among_its_neighbours():
    original = make_live()
    twin = make_live(duplicated_from=original.home_id)
    other = make_live()
    assert set(Insight.objects.listed().without_twins(original)) == {other}
    assert set(Insight.objects.listed().without_twins(twin)) == {other}
