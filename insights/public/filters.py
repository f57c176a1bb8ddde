"""What a reader asks of the list of insights: a topic, a tag, an order. What is not known asks for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.content.models import Category, Insight
from insights.content.querysets import InsightQuerySet
from insights.public.tags import MOST, Label, labels, tags_in_use

NEWEST = "newest"
ORDERS: dict[str, tuple[str | Promise, tuple]] = {
    NEWEST: (_("Newest first"), ()),
    "oldest": (_("Oldest first"), ("published_at", "pk")),
    "title": (_("By title"), (Lower("title"), "pk")),
}


@dataclass(frozen=True)
class Choice:
    """One topic, tag or order that can be asked for."""

    name: str | Promise
    value: str
    url: str
    count: int = 0
    current: bool = False


@dataclass
class Filters:
    """What was asked for, as far as it exists, and what could be."""

    path: str
    topics: list[Category]
    tags: list[Label]
    topic: Category | None = None
    tag: Label | None = None
    order: str = NEWEST

    @property
    def asked(self) -> dict[str, str]:
        """The parameters of the address that says the same."""
        parts = {
            "topic": self.topic.slug if self.topic else "",
            "tag": self.tag.slug if self.tag else "",
            "sort": "" if self.order == NEWEST else self.order,
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def topic_choices(self) -> list[Choice]:
        """Topics, each with an address that keeps the rest of what was asked for."""
        return [
            Choice(topic.name, topic.slug, self._with(topic=topic.slug), topic.count, topic == self.topic)
            for topic in self.topics
        ]

    @property
    def every_topic_url(self) -> str:
        return self._with(topic="")

    @property
    def tag_choices(self) -> list[Choice]:
        return [Choice(tag.name, tag.slug, tag.url, tag.count, tag == self.tag) for tag in self.tags]

    @property
    def orders(self) -> list[Choice]:
        return [Choice(label, name, "", current=name == self.order) for name, (label, _by) in ORDERS.items()]

    def insights(self) -> InsightQuerySet:
        """What readers may see of it, in the order asked for."""
        found = Insight.objects.placed_in(self.topic) if self.topic else Insight.objects.listed()
        if self.tag:
            found = found.filter(tagged__tag__slug=self.tag.slug)
        by = ORDERS[self.order][1]
        return found.order_by(*by) if by else found

    def _with(self, **changed: str) -> str:
        asked = {name: value for name, value in (self.asked | changed).items() if value}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path


def filters(request: HttpRequest) -> Filters:
    """What this request asks of the list; a parameter given twice counts as its last."""
    topics, tags = list(Category.objects.topics()), labels(tags_in_use()[:MOST])
    topic, tag, order = (request.GET.get(name, "") for name in ("topic", "tag", "sort"))
    found = next((row for row in topics if row.slug == topic), None)
    return Filters(request.path, topics, tags, found, _tag(tags, tag), order if order in ORDERS else NEWEST)


def _tag(tags: list[Label], slug: str) -> Label | None:
    """The tag of this slug, also when it is too rare to be offered; then it is, this once."""
    shown = next((row for row in tags if row.slug == slug), None)
    if shown or not re.fullmatch(r"[\w-]{1,100}", slug):
        return shown
    rare = labels(tags_in_use().filter(slug=slug))
    tags += rare
    return rare[0] if rare else None
