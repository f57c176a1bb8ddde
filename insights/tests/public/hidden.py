"""A site full of what readers must not see. Every hidden word begins with `zq`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from insights.content.models import Author, Category, Insight, Placement
from insights.content.related import RelatedCandidate, RelatedChoice
from insights.media.models import Image
from insights.publishing import trash
from insights.publishing.publish import publish, set_end, unpublish
from insights.tests.factories import (
    AuthorFactory,
    CategoryFactory,
    InsightFactory,
    add_section,
    make_picture,
    words,
)

MARK = "zq"
AHEAD = timedelta(days=1)


@dataclass
class Hidden:
    """What was made: the address of each hidden insight with the answer it owes, and the pages that are shown."""

    owed: dict[str, int] = field(default_factory=dict)
    insights: dict[str, Insight] = field(default_factory=dict)
    live: list[Insight] = field(default_factory=list)
    topic: Category | None = None
    author: Author | None = None
    picture: Image | None = None


def make_hidden() -> Hidden:
    """One insight in each state, on a site where the others name and choose them wherever they can."""
    hidden = Hidden(
        topic=CategoryFactory(name="Shown topic", slug="shown"), author=AuthorFactory(name="Shown author", slug="shown")
    )
    hidden.picture = make_picture(path=f"image/{MARK}picture.png", alt=f"{MARK}alt")
    for name, make in STATES.items():
        insight = _draft(hidden, name)
        make(insight)
        hidden.insights[name] = insight
        hidden.owed[f"/insights/{MARK}{name}/"] = 410 if name in GONE else 404
    for name, change in CHANGES.items():
        hidden.live.append(_live(hidden, name, change))
    hidden.live.append(_showing(hidden))
    return hidden


def _draft(hidden: Hidden, name: str) -> Insight:
    """With hidden words wherever an insight has any."""
    insight = InsightFactory(
        title=f"{MARK}{name} title", slug=f"{MARK}{name}", summary=f"{MARK}{name} summary", byline=f"By {MARK}{name}"
    )
    insight.author = AuthorFactory(name=f"{MARK}{name} author", slug=f"{MARK}{name}", bio=f"{MARK}bio")
    insight.save()
    insight.file_under([hidden.topic])
    insight.tags.add(f"{MARK}{name}tag", "shown")
    article = {"description": f"{MARK}described", "hero": hidden.picture.path, "thumbnail": hidden.picture.path}
    add_section(insight, "article", article | {"body": words(f"{MARK}{name} body")}, uid=f"{MARK}body")
    return insight


def _live(hidden: Hidden, name: str, change: Any) -> Insight:
    insight = InsightFactory(title=f"Shown {name}", slug=f"shown-{name}", summary=f"Shown {name}", author=hidden.author)
    insight.file_under([hidden.topic])
    insight.tags.add("shown")
    add_section(insight, "text", {"body": words(f"Shown {name}")}, uid="body")
    if name in BEFORE:
        change(insight)
        return publish(insight)
    version = publish(insight)
    change(insight)
    return version


def _showing(hidden: Hidden) -> Insight:
    """A page that asks for hidden insights in every way a section can."""
    insight = InsightFactory(title="Shown grids", slug="shown-grids")
    insight.file_under([hidden.topic])
    chosen = [str(one.pk) for one in hidden.insights.values() if one.pk and one.deleted_at is None]
    for number, data in enumerate(
        [{"filter": "manual", "insights": chosen}, {"filter": "latest", "limit": 24}, {"filter": "random", "limit": 24},
         {"filter": "category", "limit": 24}, {"filter": "category", "category": "shown", "limit": 24},
         {"filter": "related", "limit": 24}]
    ):  # fmt: skip
        add_section(insight, "insight_grid", data, uid=f"grid{number}")
    for position, one in enumerate(hidden.insights.values()):
        RelatedChoice.objects.create(source=insight, target=one, position=position)
        RelatedCandidate.objects.create(source=insight, target=one, score=1)
    return publish(insight)


# States of an insight that readers do not see


def _scheduled(insight: Insight) -> None:
    publish(insight, at=timezone.now() + AHEAD)


def _dated(insight: Insight) -> None:
    Insight.objects.filter(pk=insight.pk).update(published_at=timezone.now() + AHEAD)
    publish(insight)


def _ended(insight: Insight) -> None:
    """Its end has come, and nobody has done what is due yet."""
    publish(insight)
    set_end(insight, timezone.now() + AHEAD)
    past = {"visible_until": timezone.now()}
    insight.versions.update(**past)
    Placement.objects.filter(insight__working_copy=insight).update(**past)


def _unpublished(insight: Insight) -> None:
    publish(insight)
    unpublish(insight)


def _deleted(insight: Insight) -> None:
    _unpublished(insight)
    trash.delete(insight)


STATES = {
    "draft": lambda insight: None,
    "scheduled": _scheduled,
    "dated": _dated,
    "ended": _ended,
    "unpublished": _unpublished,
    "deleted": _deleted,
    "discarded": trash.delete,
}
GONE = {"deleted"}


# What readers do not see of an insight that they see


def _changed(insight: Insight) -> None:
    """Everything, and not published."""
    Insight.objects.filter(pk=insight.pk).update(
        author=AuthorFactory(name=f"{MARK}new author"),
        title=f"{MARK}new title",
        summary=f"{MARK}new summary",
        byline=f"{MARK}new",
        slug=f"{MARK}new-{insight.pk}",
    )
    insight.refresh_from_db()
    insight.tags.add(f"{MARK}newtag")
    insight.file_under([*Category.objects.all(), CategoryFactory(name=f"{MARK}topic {insight.pk}")])
    add_section(insight, "text", {"body": words(f"{MARK}new body")}, uid=f"{MARK}new")


def _next(insight: Insight) -> None:
    _changed(insight)
    publish(insight, at=timezone.now() + AHEAD)


def _secret(insight: Insight, **values: Any) -> None:
    article = {"description": f"{MARK}described", "hero": f"image/{MARK}picture.png", "body": words(f"{MARK}body")}
    add_section(insight, "article", article, uid=f"{MARK}secret", **values)


CHANGES = {
    "changed": _changed,
    "next": _next,
    "disabled": lambda insight: _secret(insight, enabled=False),
    "coming": lambda insight: _secret(insight, visible_from=timezone.now() + AHEAD),
    "over": lambda insight: _secret(insight, visible_until=timezone.now()),
    "never": lambda insight: _secret(insight, enabled=False, visible_from=timezone.now() - AHEAD),
}
BEFORE = {"disabled", "coming", "over", "never"}
