"""Turning an insight's sections into a page: two queries for all of them, then a loop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain, groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.db.models import Value
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from insights.content.models import Insight, SiteProfile
from insights.content.querysets import InsightQuerySet
from insights.content.related import ranked
from insights.media.models import Image
from insights.richtext import Heading, Renderer
from insights.sections.base import Opening, Section
from insights.sections.registry import kinds, name_of

Lists = Sequence[tuple[str, InsightQuerySet]]
FIGURE = "insights/parts/figure.html"
IDS_OF_THE_FRAME = ("main", "nav", "toc", "errors", "band", *(f"foot_{number}" for number in range(1, 20)))


@dataclass
class Group:
    """Neighbouring sections of one width: `html` holds each one's printed element.

    `first` and `last` tell the ends of the running text: the first and the last group that is not wide.
    """

    wide: bool
    html: list[SafeString] = field(default_factory=list)
    first: bool = False
    last: bool = False


class Rendering:
    """One insight being printed: what its sections share.

    `insight` may be a live version or a working copy (a preview). `images` maps the paths that sections mention to
    Image rows; `cards` maps a section's uid to the insights that it lists. Whoever prints many insights reads the
    sections, images and cards of all of them at once and gives them here.
    """

    def __init__(
        self,
        insight: Insight,
        sections: Sequence[Section] | None = None,
        images: dict[str, Image] | None = None,
        cards: dict[str, list[Insight]] | None = None,
    ) -> None:
        self.insight = insight
        self.site: SiteProfile = insight.site
        self.all_sections = list(insight.sections.all() if sections is None else sections)
        self.sections = [section for section in self.all_sections if section.is_known and self._shows(section)]
        self.added = _added([section for section in self.all_sections if not section.enabled or self._shows(section)])
        self.images = _images(insight) if images is None else images
        self.cards = _cards(insight, [*self.sections, *self.added]) if cards is None else cards
        self.richtext = self._renderer()

    def _shows(self, section: Section) -> bool:
        """Readers see a section in its time only; a preview of the working copy shows it always."""
        return section.is_shown if self.insight.working_copy_id else section.enabled

    @property
    def headings(self) -> list[Heading]:
        """Headings printed so far, for the contents list."""
        return self.richtext.headings

    @cached_property
    def opening(self) -> Opening:
        """The first hero, thumbnail and description that a section offers."""
        return first_opening(self.sections)

    @cached_property
    def givers(self) -> Opening:
        """The uid of the section that each part of the opening is from; empty where no section has it."""
        offers = [(section.uid, section.opening()) for section in self.sections]
        return Opening(*(next((uid for uid, offer in offers if offer[part]), "") for part in range(len(Opening()))))

    @property
    def styles(self) -> list[str]:
        """Stylesheets of the kinds on the page, as static paths."""
        present = dict.fromkeys(name_of(type(section)) for section in [*self.sections, *self.added])
        return [path for name in present if (path := stylesheet(name))]

    def picture(self, path: str) -> Image | None:
        """The image of a path, if the page has it."""
        return self.images.get(path)

    def _renderer(self) -> Renderer:
        taken = [*IDS_OF_THE_FRAME, *(section.uid for section in self.sections)]
        renderer = Renderer(image=self.figure, reserved=taken)
        renderer.share_levels(self.flowing())
        return renderer

    def flowing(self) -> Iterator[Any]:
        """The rich texts that make one text, in order."""
        return chain.from_iterable(section.documents() for section in self.sections if section.flows)

    def figure(self, src: str, alt: str, title: str | None) -> SafeString:
        """An image inside rich text."""
        context = {"picture": self.picture(src), "alt": alt, "caption": title or ""}
        return _print(FIGURE, context)

    @cached_property
    def printed(self) -> list[tuple[Section, SafeString]]:
        """Every section that has something to show, with its element, in order."""
        elements = ((section, self.element(section)) for section in self.sections)
        return [(section, html) for section, html in elements if html]

    def groups(self) -> list[Group]:
        """The printed elements in order, neighbours of one width together."""
        runs = groupby(self.printed, lambda pair: pair[0].wide)
        found = [Group(wide, [html for _, html in pairs]) for wide, pairs in runs]
        if texts := [group for group in found if not group.wide]:
            texts[0].first = texts[-1].last = True
        return found

    def closing(self) -> SafeString:
        """What stands at the end of every page whose editors neither added it nor switched it off."""
        return format_html_join("", "{}", ((self.element(section),) for section in self.added))

    def element(self, section: Section) -> SafeString:
        """One section as `<section id=… data-kind=…>`, or nothing when it has nothing to show."""
        context = section.context(self)
        if context is None:
            return SafeString("")
        kind = name_of(type(section))
        html = _print(f"insights/sections/{kind}.html", {"site": self.site, "uid": section.uid, **context})
        return format_html('<section {} data-kind="{}" class="sec-{}">{}</section>', _named(section), kind, kind, html)


def _named(section: Section) -> SafeString:
    """The id of a section's element is its uid, unless the page's frame has an element of that name."""
    if section.uid in IDS_OF_THE_FRAME:
        return format_html('id="section-{}" data-uid="{}"', section.uid, section.uid)
    return format_html('id="{}"', section.uid)


def first_opening(sections: Iterable[Section]) -> Opening:
    """For each part of the opening, the first section that has one."""
    offers = [section.opening() for section in sections]
    return Opening(*(next(filter(None, parts), "") for parts in zip(*offers, strict=True))) if offers else Opening()


def _print(template: str, values: dict[str, Any]) -> SafeString:
    found: Any = get_template(template)
    html: SafeString = found.template.render(Context(values))
    return html


@cache
def stylesheet(kind: str) -> str:
    """The static path of a kind's own stylesheet, or nothing when it has none."""
    path = f"css/sections/{kind}.css"
    return path if finders.find(path) else ""


def _added(present: Iterable[Section]) -> list[Section]:
    """A section of each kind that closes every page, where the editors have not decided about it themselves."""
    decided = {type(section) for section in present}
    absent = (kind for kind in kinds().values() if kind.closing_data() is not None and kind not in decided)
    return [kind(uid=f"{name_of(kind)}--closing", data=kind.closing_data()) for kind in absent]


def _images(insight: Insight) -> dict[str, Image]:
    found = Image.objects.filter(references__section__insight=insight).distinct()
    return {image.path: image for image in found}


def _cards(insight: Insight, sections: Sequence[Section]) -> dict[str, list[Insight]]:
    """The cards of all sections that list insights, in one query however many there are."""
    every = sum(section.most_cards for section in sections)
    asked = ((section.uid, section.related(insight, every - section.most_cards)) for section in sections)
    lists = [(uid, found) for uid, found in asked if found is not None]
    cards: dict[str, list[Insight]] = defaultdict(list)
    for card in _union(lists, insight) if len(lists) > 1 else _single(lists):
        cards[card.listed_by].append(card)
    return _picked(sections, cards)


def _picked(sections: Sequence[Section], cards: dict[str, list[Insight]]) -> dict[str, list[Insight]]:
    """What each section shows of what was found for it; those that yield to others come last."""
    shown: set[UUID] = set()
    picked = {}
    for section in sorted(sections, key=attrgetter("yields")):
        picked[section.uid] = section.pick(cards.get(section.uid, []), shown)
        shown.update(card.home_id for card in picked[section.uid])
    return picked


def _single(lists: Lists) -> Iterable[Any]:
    return chain(*(found.annotate(listed_by=Value(uid)) for uid, found in lists))


def _union(lists: Lists, insight: Insight) -> Iterable[Any]:
    # SQLite takes no LIMIT inside a UNION, so the limited lists stand one level deeper.
    cards = ranked(Insight.objects.cards().order_by(), insight)
    parts = [cards.filter(pk__in=found.values("pk")).annotate(listed_by=Value(uid)) for uid, found in lists]
    return parts[0].union(*parts[1:], all=True)
