"""Querysets whose SQL is made once, and whose values are told at each use."""

from datetime import timedelta

import pytest
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from insights.content import clock
from insights.content.models import Insight
from insights.content.prepared import Parameter, Prepared
from insights.tests.factories import make_live

pytestmark = pytest.mark.django_db
SLUG = Parameter("slug", CharField())
BEFORE = Parameter("before", DateTimeField())


def titles(count=9):
    return Insight.objects.live().filter(slug=SLUG).values_list("title")[:count]


def test_each_use_brings_its_own_values():
    found = Prepared(titles)
    for title in ("One", "Two"):
        make_live(title=title, slug=title.lower())
    assert [found.rows(slug=slug) for slug in ("one", "two", "three", "' OR 1=1 --")] == [
        [("One",)],
        [("Two",)],
        [],
        [],
    ]


def test_it_is_built_once_for_each_shape(statements):
    asked = []
    found = Prepared(lambda count: asked.append(count) or titles(count))
    with statements() as made:
        for count in (1, 2, 1, 2):
            found.rows(count, slug="one")
    assert (asked, len(made)) == ([1, 2], 4)


def test_what_readers_may_see_is_decided_at_each_use():
    start = timezone.now() + timedelta(hours=1)
    make_live(title="Later", slug="later", published_at=start)
    found = Prepared(titles)
    seen = []
    for moment in (start - timedelta(seconds=1), start):
        with clock.at(moment):
            seen.append(found.rows(slug="later"))
    assert seen == [[], [("Later",)]]


def test_another_queryset_may_hold_it():
    old, new = (make_live(published_at=timezone.now() - timedelta(days=days)) for days in (9, 1))
    found = Prepared(lambda: Insight.objects.live().filter(published_at__lt=BEFORE).values("pk"))
    older = Insight.objects.filter(pk__in=found.expression(before=new.published_at))
    assert (list(older), older.exclude(pk=old.pk).count()) == ([old], 0)
