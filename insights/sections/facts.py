"""What lists show of an insight, worked out from its sections once, when a version is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.text import Truncator

from insights.content.models import Insight
from insights.richtext import count_words, plain_text, reading_minutes
from insights.sections.base import Section
from insights.sections.rendering import first_opening


class Facts(NamedTuple):
    """A card's teaser, its thumbnail's path and the reading time."""

    teaser: str
    thumbnail: str
    reading_minutes: int


def facts(insight: Insight, sections: Sequence[Section]) -> Facts:
    """What these sections come to. What is not shown yet, or only for a time, counts for nothing: facts stay."""
    shown = [section for section in sections if section.is_shown and section.visible_until is None]
    opening = first_opening(shown)
    body = "\n".join(plain_text(nodes) for section in shown for nodes in section.documents())
    teaser = insight.summary or opening.description or body
    return Facts(
        Truncator(" ".join(teaser[:2000].split())).chars(200),
        opening.thumbnail or opening.hero,
        reading_minutes(count_words(body)),
    )


def search_text(insight: Insight, sections: Sequence[Section]) -> str:
    """All words of a page that a reader could look for."""
    words = [insight.title, insight.summary, *(section.text() for section in sections if section.is_shown)]
    return "\n".join(filter(None, words))
