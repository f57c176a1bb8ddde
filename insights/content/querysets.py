"""The domain verbs of querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from insights.content import clock

if TYPE_CHECKING:
    from insights.content.author import Author  # noqa: F401 - named in brackets below
    from insights.content.models import Category, Insight

CARD = (
    "title", "slug", "teaser", "published_at", "reading_minutes", "working_copy", "number", "is_live",
    "category__name", "category__slug",
    "thumbnail__path", "thumbnail__file", "thumbnail__alt", "thumbnail__width", "thumbnail__height",
    "thumbnail__focal_x", "thumbnail__focal_y", "thumbnail__decorative", "thumbnail__colour", "thumbnail__renditions",
)  # fmt: skip


class InsightQuerySet(models.QuerySet["Insight"]):
    """Working copies are edited, live versions are read; nothing else tells them apart."""

    def working(self) -> Self:
        """What editors edit."""
        return self.filter(working_copy=None, deleted_at=None)

    def trashed(self) -> Self:
        """Working copies that were deleted and can be brought back."""
        return self.filter(working_copy=None, deleted_at__isnull=False)

    def live(self) -> Self:
        """What readers may open now. The time is part of the query, so no job has to flip anything."""
        return self.filter(clock.open_now())

    def staged(self) -> Self:
        """Versions that readers see, or will see: the live ones and the scheduled ones."""
        return self.filter(visible_from__isnull=False)

    def scheduled(self) -> Self:
        """Versions that readers will see."""
        return self.filter(visible_from__gt=clock.now())

    def with_state(self) -> Self:
        """Working copies with what tells their state: see `publishing.states`."""
        versions = self.model._default_manager.filter(working_copy=OuterRef("pk"))
        live, following = versions.live(), versions.scheduled()
        trail: Any = apps.get_model("insights", "AuditEntry")._default_manager  # by name: its package comes later
        noted = trail.of_readers().filter(insight_id=OuterRef("pk"))
        return self.annotate(
            live_revision=Subquery(live.values("revision")[:1]),
            live_slug=Subquery(live.values("slug")[:1]),
            next_from=Subquery(following.values("visible_from")[:1]),
            next_revision=Subquery(following.values("revision")[:1]),
            was_seen=Exists(versions.filter(visible_from__lte=clock.now())) | Exists(noted),
        )

    def listed(self) -> Self:
        """Live insights as cards, newest first: narrow rows, no section is read."""
        return self.live().cards().order_by("-published_at", "-pk")

    def cards(self) -> Self:
        """Only what a card prints, with its category and thumbnail in the same query."""
        return self.select_related("category", "thumbnail").only(*CARD)

    def placed_in(self, category: Category | int) -> Self:
        """Live insights of a category, newest first, straight off the placements' index."""
        return self._placed(placements__category=category)

    def placed_under(self, slug: str) -> Self:
        """The same, by the category's slug."""
        return self._placed(placements__category__slug=slug)

    def _placed(self, **category: object) -> Self:
        placed = self.filter(clock.open_now("placements__"), **category)
        return placed.cards().order_by("-placements__live_at", "-placements__insight_id")

    def without_twins(self, insight: Insight) -> Self:
        """Neither this insight nor what it was duplicated from or into."""
        twins = Q(working_copy=insight.home_id) | Q(duplicated_from=insight.home_id)
        if insight.duplicated_from:
            twins |= Q(working_copy=insight.duplicated_from) | Q(duplicated_from=insight.duplicated_from)
        return self.exclude(twins)


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories with what readers see in them."""

    def topics(self) -> Self:
        """Categories that have something to read, with `count`, in the editors' order."""
        opened = self.filter(clock.open_now("placements__"))
        return opened.annotate(count=Count("placements")).order_by("position", "name")


class AuthorQuerySet(models.QuerySet["Author"]):
    """Authors with what readers see of them."""

    def with_insights(self) -> Self:
        """Authors of something to read, with `count`; whoever only drafts is nobody's business."""
        return self.filter(clock.open_now("insight__")).annotate(count=Count("insight"))
