"""Insights, their identity and their constraints."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from insights.content.models import Category, Insight
from insights.tests.factories import CategoryFactory, InsightFactory, make_live

pytestmark = pytest.mark.django_db


def test_two_working_copies_cannot_share_a_slug():
    InsightFactory(slug="trust")
    with pytest.raises(IntegrityError, match=r"slug"), transaction.atomic():
        InsightFactory(slug="trust")


def test_a_version_may_have_the_slug_of_its_working_copy():
    version = make_live(slug="trust")
    assert version.slug == version.working_copy.slug


def test_an_insight_has_at_most_one_live_version():
    version = make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        Insight.objects.create(
            working_copy=version.working_copy, number=2, is_live=True, slug="b", published_at=version.published_at
        )


def test_a_working_copy_is_never_live():
    with pytest.raises(IntegrityError), transaction.atomic():
        InsightFactory(is_live=True)


@pytest.mark.parametrize("title", ["a\x00b", "a\ud800b", "x" * 201])
def test_text_that_a_database_could_not_keep_is_refused(title):
    with pytest.raises(ValidationError, match="title"):
        Insight(title=title, slug="a").full_clean()


@pytest.mark.parametrize("slug", ["../../admin", "topics", "feed", "ÜBER", "", "-/-", "x" * 300])
def test_an_address_that_would_shadow_a_route_or_break_is_refused(slug):
    with pytest.raises(ValidationError, match="slug"):
        Insight(title="A", slug=slug).full_clean()


def test_the_first_category_is_the_one_the_page_names():
    insight, first, second = InsightFactory(), CategoryFactory(), CategoryFactory()
    insight.file_under([second, first, second])
    insight.refresh_from_db()
    assert insight.category == second
    assert list(Category.objects.filter(placements__insight=insight).order_by("placements__position")) == [
        second,
        first,
    ]


def test_a_category_in_use_cannot_be_deleted():
    category = CategoryFactory()
    make_live(category)
    with pytest.raises(IntegrityError):
        category.delete()


def test_category_names_are_unique_whatever_their_case():
    CategoryFactory(name="Leadership")
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryFactory(name="leadership")
