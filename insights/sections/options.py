"""Insights and categories as choices: what a chooser lists, and what a form prints of those already chosen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.content.models import Category, Insight
from insights.richtext.limits import UNSTORABLE

MAX_WORDS = 200


class Option(NamedTuple):
    """One choice: the value that is stored, its name, and a word about it. `known` is false for what is gone."""

    value: str
    label: str
    note: str
    known: bool = True


def insights_like(words: str) -> QuerySet[Insight]:
    """Working copies whose title or address holds the words, the last changed first."""
    return _options(_like(Insight.objects.working(), words, "title", "slug")).order_by("-updated_at", "pk")


def categories_like(words: str) -> QuerySet[Category]:
    """Topics whose name or slug holds the words, in the editors' order."""
    return _like(Category.objects.all(), words, "name", "slug").order_by("position", "name", "pk")


def insight_option(insight: Any) -> Option:
    """Title, state and date of an insight that `insights_like` found."""
    return Option(str(insight.pk), insight.title, _state(insight))


def category_option(category: Category) -> Option:
    """Name and address of a topic."""
    return Option(category.slug, category.name, category.slug)


def chosen_insights(values: Iterable[str]) -> list[Option]:
    """These ids in their order, with titles, in one query; what is no insight (any more) says so and stays."""
    values = list(values)
    ids = {id_ for value in values if (id_ := _uuid(value))}
    found = {row.pk: row for row in _options(Insight.objects.working().filter(pk__in=ids))} if ids else {}
    return [insight_option(row) if (row := found.get(_uuid(value))) else _gone(value) for value in values]


def chosen_category(slug: str) -> Option | None:
    """The topic of this slug; one that is unknown says so and stays."""
    if not slug:
        return None
    found = None if UNSTORABLE.search(slug) else Category.objects.filter(slug=slug).first()
    return category_option(found) if found else Option(slug, slug, _("No such topic"), known=False)


def _like(queryset: Any, words: str, *fields: str) -> Any:
    wanted = UNSTORABLE.sub("", words)[:MAX_WORDS].strip()
    if not wanted:
        return queryset
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": wanted})
    return queryset.filter(found)


def _options(queryset: Any) -> Any:
    return queryset.only("title", "slug", "published_at").with_state()


def _state(insight: Any) -> str:
    moment = insight.published_at if insight.live_revision is not None else insight.next_from
    if moment is None:
        return _("Draft: readers do not see it yet")
    day = date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")
    return _("Published %s") % day if insight.live_revision is not None else _("Scheduled for %s") % day


def _gone(value: str) -> Option:
    return Option(value, _("Not found"), value, known=False)


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except (ValueError, AttributeError, TypeError):
        return None
