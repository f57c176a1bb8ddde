"""The whole text of many insights, from two queries for all of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence

from insights.content.models import Insight
from insights.content.querysets import InsightQuerySet
from insights.media.models import Image
from insights.public.portable import portable
from insights.sections.base import Section
from insights.sections.rendering import Rendering


def with_text(insights: InsightQuerySet) -> InsightQuerySet:
    """The rows as wide as a whole text needs them: author, category, frame and thumbnail in the same query."""
    return insights.defer(None).defer("extra").select_related("author", "category", "site", "thumbnail")


def renderings(insights: Sequence[Insight]) -> dict[uuid.UUID, Rendering]:
    """Each insight as its page prints it, without what stands at the end of every page."""
    pks = [insight.pk for insight in insights]
    sections: dict[uuid.UUID, list[Section]] = defaultdict(list)
    for section in Section.objects.filter(insight__in=pks):
        if section.closing_data() is None:
            sections[section.insight_id].append(section)
    found = Image.objects.filter(references__section__insight__in=pks).distinct()
    images = {image.path: image for image in found}
    return {insight.pk: Rendering(insight, sections[insight.pk], images, {}) for insight in insights}


def full_html(rendering: Rendering) -> str:
    """The text as HTML for anywhere: opening sentences, then every section."""
    printed = "".join(html for _section, html in rendering.printed)
    return portable(printed, rendering.insight.url)
