"""The parts of an article's page, from five queries whatever it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from insights.content.demo_links import demo_url
from insights.content.models import Insight
from insights.media.models import Image
from insights.public.around import Around, around
from insights.public.dates import updated
from insights.public.sharing import Way, ways
from insights.public.tags import Label
from insights.richtext import Heading
from insights.sections.base import Section
from insights.sections.rendering import Group, Rendering


@dataclass
class Entry:
    """A line of the contents list, with the lines under it."""

    id: str
    text: str
    children: list[Entry] = field(default_factory=list)


def outline(headings: Sequence[Heading]) -> list[Entry]:
    """Headings of two levels as a nested list; deeper ones are left out of it."""
    top = min((heading.level for heading in headings), default=2)
    entries: list[Entry] = []
    for heading in headings:
        entry = Entry(heading.id, heading.text)
        if heading.level == top or not entries:
            entries.append(entry)
        elif heading.level == top + 1:
            entries[-1].children.append(entry)
    return entries


class Page:
    """An insight as its page prints it: a live version, or a working copy in a preview.

    The sections are printed when the page is made, because the contents list stands before them.
    """

    def __init__(self, insight: Insight, sections: Sequence[Section] | None = None) -> None:
        self._insight = insight
        self.rendering = Rendering(insight, sections)
        self.styles = self.rendering.styles
        self.groups: list[Group] = self.rendering.groups()
        self.outline: list[Entry] = outline(self.rendering.headings)

    def __getattr__(self, name: str) -> Any:
        """Title, byline, dates, author and category are the insight's own."""
        return getattr(self._insight, name)

    @property
    def has_text(self) -> bool:
        """Whether there is running text, which the page's end belongs to."""
        return any(not group.wide for group in self.groups)

    @property
    def updated(self) -> datetime:
        """The date that the page, feeds and search engines name alike."""
        return updated(self._insight)

    @property
    def hero(self) -> Image | None:
        return self.rendering.picture(self.rendering.opening.hero)

    @property
    def thumbnail(self) -> Image | None:
        return self.rendering.picture(self.rendering.opening.thumbnail)

    @property
    def description(self) -> str:
        return self.rendering.opening.description

    @cached_property
    def around(self) -> Around:
        """Topics, tags and neighbours, in one query."""
        return around(self._insight)

    @property
    def topics(self) -> list[Label]:
        """The categories the insight is in: "Related Categories"."""
        return self.around.topics

    @property
    def ways(self) -> list[Way]:
        """Links that pass the page on."""
        return ways(self._insight.title, settings.SITE_URL + self._insight.url)

    @property
    def demo_url(self) -> str:
        """Where the button at its head leads; the band at its end says its own section too."""
        return demo_url(self._insight)

    @property
    def band(self) -> SafeString:
        """The demo band, unless a section brought one or switched it off."""
        return self.rendering.closing()
