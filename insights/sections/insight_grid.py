"""Other insights, as cards."""

from __future__ import annotations

import random
from collections.abc import Collection
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from insights.content.models import Insight
from insights.content.querysets import InsightQuerySet
from insights.content.related import related_to
from insights.sections.base import Section
from insights.sections.kind import (
    CategoryField,
    ChoiceField,
    InsightsField,
    KindMeta,
    NumberField,
    RowsField,
    SectionForm,
    TextField,
    _,
)  # fmt: skip
from insights.sections.rendering import Rendering

LATEST, RANDOM, CATEGORY, MANUAL, RELATED = "latest", "random", "category", "manual", "related"
LAYOUTS = [
    ("featured", _("Featured")),
    ("row", _("Row")),
    ("column", _("Column")),
    ("soft", _("Soft")),
    ("hard", _("Hard")),
    ("asymmetric", _("Asymmetric")),
    ("accordion", _("Accordion")),
    ("highlights", _("Highlights")),
    ("cards", _("Cards")),
]
AMONG = {RANDOM: 60, MANUAL: InsightsField.limit}  # how many are read before some are chosen or ordered


class ButtonForm(SectionForm):
    """The words on each card's link."""

    text = TextField(label=_("Words"), max_length=60, required=False)
    icon = TextField(label=_("Icon"), max_length=255, required=False)


class InsightGrid(Section):
    """Cards of other insights: never this page, its twin, or a blank space."""

    label = _("Insights")
    description = _("Other insights as cards: the latest, of a topic, or chosen by hand.")
    icon = "grid"
    group = _("More")
    handle = "grid_showcase"
    wide = True

    class Form(SectionForm):
        """Which insights, how many, and how they are laid out."""

        heading = TextField(label=_("Heading"), max_length=200, required=False)
        collection = ChoiceField(
            label=_("Collection"),
            choices=[("insights", _("Insights"))],
            handles={"our_insights": "insights"},
            initial="insights",
            required=False,
        )
        filter = ChoiceField(
            label=_("Which"),
            choices=[
                (LATEST, _("The latest")),
                (RELATED, _("Related to this insight")),
                (RANDOM, _("Some of the latest, by chance")),
                (CATEGORY, _("The latest of a topic")),
                (MANUAL, _("Chosen by hand")),
            ],
            initial=LATEST,
            required=False,
        )
        category = CategoryField(
            label=_("Topic"),
            required=False,
            help_text=_("Empty: this insight's own."),
            shown_when={"filter": CATEGORY},
        )
        insights = InsightsField(label=_("Chosen insights"), required=False, shown_when={"filter": MANUAL})
        limit = NumberField(label=_("How many"), min_value=1, max_value=24, initial=3, required=False)
        layout = ChoiceField(
            label=_("Layout"),
            choices=LAYOUTS,
            handles={"futured": "featured", "card-based": "cards"},
            initial="featured",
            required=False,
        )
        buttons = RowsField(ButtonForm, label=_("Button"), max_rows=3)

        handles = {
            "heading": "section_title",
            "collection": "collections",
            "filter": "filter_type",
            "layout": "layouts_grid",
            "buttons": "butto",
        }

    class Meta(KindMeta):
        pass

    @classmethod
    def sample(cls) -> dict[str, Any]:
        buttons = [{"id": "b1", "text": "Read more", "icon": "image/redirect.svg"}]
        return {"heading": "Related Insights", "limit": 3, "layout": "featured", "buttons": buttons}

    @classmethod
    def closing_data(cls) -> dict[str, Any] | None:
        return {"heading": gettext("Related Insights"), "filter": RELATED, "buttons": [{"text": gettext("Read more")}]}

    def chosen(self) -> list[tuple[str, UUID]]:
        return super().chosen() if self.value("filter") == MANUAL else []

    def missing(self) -> list[str]:
        nothing = self.value("filter") == MANUAL and not self.chosen()
        return [*super().missing(), *(["insights"] if nothing else [])]

    def summary(self) -> str:
        return self.value("heading") or str(dict(LAYOUTS)[self.value("layout")])

    @property
    def yields(self) -> bool:
        return bool(self.value("filter") == RELATED)

    @property
    def most_cards(self) -> int:
        return len(self.chosen()) if self.value("filter") == MANUAL else self.value("limit")

    def related(self, insight: Insight, besides: int = 0) -> InsightQuerySet | None:
        if self.yields:
            return related_to(insight, self.value("limit") + besides)
        found = self._found(insight).without_twins(insight)
        return found[: AMONG.get(self.value("filter"), self.value("limit"))]

    def pick(self, cards: list[Insight], shown: Collection[UUID]) -> list[Insight]:
        limit = self.value("limit")
        if self.value("filter") == RANDOM:
            return random.sample(cards, min(limit, len(cards)))
        if self.value("filter") == MANUAL:
            order = {UUID(item): index for index, item in enumerate(self.value("insights") or [])}
            return sorted(cards, key=lambda card: order[card.home_id])[: self.data.get("limit")]
        newest = sorted(cards, key=lambda card: (card.published_at, card.pk), reverse=True)
        if self.yields:
            left = (card for card in newest if card.home_id not in shown)
            return sorted(left, key=attrgetter("rank"))[:limit]
        return newest

    def context(self, rendering: Rendering) -> dict[str, Any] | None:
        cards = rendering.cards.get(self.uid)
        if not cards:
            return None
        buttons = [row for row in self.value("buttons") or [] if row.get("text")]
        return {
            "heading": self.value("heading"),
            "cards": cards,
            "layout": self.value("layout"),
            "buttons": buttons,
        }

    def _found(self, insight: Insight) -> InsightQuerySet:
        chosen = self.value("filter")
        if chosen == MANUAL:
            return Insight.objects.live().cards().filter(working_copy__in=self.value("insights") or [])
        if chosen == CATEGORY and self.value("category"):
            return Insight.objects.placed_under(self.value("category"))
        if chosen == CATEGORY and insight.category_id:
            return Insight.objects.placed_in(insight.category_id)
        return Insight.objects.listed()
