"""Which public addresses will change, and why, when an insight is published as it is now, or taken down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content import clock
from insights.content.models import Category, Insight, Placement
from insights.content.related import RelatedCandidate
from insights.publishing.listing import listing
from insights.sections.base import Section
from insights.sections.facts import facts

NEWEST = 5  # as many as the front page shows
NAMED = 10  # pages that are named of those that may change
CHOSEN = 50


class Change(NamedTuple):
    """A public page that will be another, and the reason in plain words."""

    url: str
    name: str
    why: str


class Consequences(NamedTuple):
    """`certain` is named whole; of what may change the first `possible`, and how many there are (`may`).

    `everywhere` counts the other pages that may end with it: all, when it is among the newest, or those it suits.
    """

    certain: list[Change]
    possible: list[Change]
    may: int
    everywhere: int


def consequences(home: Insight, sections: Sequence[Section] | None = None, *, leaving: bool = False) -> Consequences:
    """What readers will find changed; with `leaving`, when they cease to see it. The same few queries always."""
    case = Case(home, list(home.sections.all()) if sections is None else list(sections), leaving)
    certain = [*case.own(), *case.overviews(), *case.topics(), *case.chosen()]
    if not case.shows:
        return Consequences(certain, [], 0, 0)
    possible, count = _listing(case)
    return Consequences(certain, possible, count, case.others if case.is_newest else case.suited)


@dataclass
class Case:
    """An insight that will be published or taken down, and what readers see of it until then."""

    home: Insight
    sections: Sequence[Section]
    leaving: bool = False

    @cached_property
    def live(self) -> Insight | None:
        return self.home.versions.filter(is_live=True).select_related("thumbnail").first()

    @cached_property
    def card(self) -> list[str]:
        """What changes of the card that lists show, by name; empty when the card stays or there was none."""
        live = self.live
        if live is None or self.leaving:
            return []
        now = facts(self.home, self.sections)
        before = live.thumbnail.path if live.thumbnail else ""
        pairs = [
            (_("title"), self.home.title != live.title),
            (_("address"), self.home.slug != live.slug),
            (_("text"), now.teaser != live.teaser),
            (_("picture"), now.thumbnail != before),
            (_("date"), self.home.published_at != live.published_at),
            (_("topic"), self.home.category_id != live.category_id),
            (_("reading time"), now.reading_minutes != live.reading_minutes),
        ]
        return [name for name, differs in pairs if differs]

    @property
    def comes(self) -> bool:
        return self.live is None and not self.leaving

    @property
    def shows(self) -> bool:
        """Whether other pages show something new: the card comes, goes or is another."""
        return bool(self.comes or self.card or (self.leaving and self.live))

    @property
    def reason(self) -> str:
        """Why a list that shows the card is another."""
        if self.comes:
            return _("It is new there.")
        if self.leaving:
            return _("It is not listed any more.")
        return _("Its card changes: %s.") % ", ".join(self.card)

    def own(self) -> Iterator[Change]:
        """The page itself, under its address and the one it had."""
        home, live = self.home, self.live
        if self.leaving:
            if live:
                yield Change(live.url, live.title, _("Readers get “not found”."))
            return
        if live is None:
            yield Change(home.url, home.title, _("A new page."))
        elif live.slug != home.slug:
            yield Change(home.url, home.title, _("Its new address."))
            yield Change(live.url, live.title, _("Leads to the new address from then on."))
        elif live.revision != home.revision:
            yield Change(home.url, home.title, _("Its new content."))

    def overviews(self) -> Iterator[Change]:
        """The list of all insights and the front page."""
        moved = self.topics_before != self.topics_after
        if self.shows or moved:
            words = self.reason if self.shows else _("Topics hold other numbers of insights.")
            yield Change(reverse("insight_list"), _("All insights"), words)
        if (self.shows and self.is_newest) or moved:
            words = self.reason if self.shows and self.is_newest else _("Topics hold other numbers of insights.")
            yield Change(reverse("home"), _("Home"), words)

    def topics(self) -> Iterator[Change]:
        """The pages of its topics, those it leaves and those it comes to."""
        for topic in dict.fromkeys(row.category for row in self.placed):
            if topic not in self.topics_before:
                yield Change(topic.url, topic.name, _("It is new there."))
            elif topic not in self.topics_after:
                yield Change(topic.url, topic.name, _("It is not listed any more."))
            elif self.card:
                yield Change(topic.url, topic.name, self.reason)

    def chosen(self) -> Iterator[Change]:
        """Pages on which an editor chose to show it."""
        if not self.shows:
            return
        found = Section.objects.filter(self.on_other_pages, references__insight=self.home).select_related("insight")
        for section in found.distinct()[:CHOSEN]:
            if any(pk == self.home.pk for _path, pk in section.chosen()):
                words = _("Chosen there, in “%s”. ") % section.label + self.reason
                yield Change(section.insight.url, section.insight.title, words)

    @cached_property
    def topics_before(self) -> set[Category]:
        return {row.category for row in self.placed if self.live and row.insight_id == self.live.pk}

    @cached_property
    def topics_after(self) -> set[Category]:
        return set() if self.leaving else {row.category for row in self.placed if row.insight_id == self.home.pk}

    @cached_property
    def placed(self) -> list[Placement]:
        """Where both stand, in the topics' order."""
        rows = Placement.objects.filter(insight__in=[self.home.pk, *([self.live.pk] if self.live else [])])
        return list(rows.select_related("category").order_by("category__position", "category__name"))

    @cached_property
    def is_newest(self) -> bool:
        """Whether it is, or was, among the newest."""
        newer = Insight.objects.live().exclude(working_copy=self.home).order_by("-published_at")
        dates = [date for date in newer.values_list("published_at", flat=True)[:NEWEST] if date]
        own = [self.home.published_at or timezone.now(), *([self.live.published_at] if self.live else [])]
        return len(dates) < NEWEST or any(date is not None and date >= dates[-1] for date in own)

    @cached_property
    def others(self) -> int:
        return Insight.objects.live().exclude(working_copy=self.home).count()

    @property
    def suited(self) -> int:
        """Pages that are known to suit it; publishing may find others."""
        return RelatedCandidate.objects.filter(target=self.home).count()

    @property
    def on_other_pages(self) -> Q:
        """Sections that readers see elsewhere."""
        return clock.open_now("insight__") & ~Q(insight__working_copy=self.home) & Q(enabled=True)


def _listing(case: Case) -> tuple[list[Change], int]:
    """Pages with a section that lists a topic of the insight, and may therefore show it: some, and their number."""
    topics = case.topics_before | case.topics_after
    found = listing(Section.objects.filter(case.on_other_pages), {topic.slug for topic in topics})
    pages = Insight.objects.filter(pk__in=found.values("insight"))
    named = [
        Change(page.url, page.title, _("Lists insights of one of its topics."))
        for page in pages.order_by("-published_at")[:NAMED]
    ]
    return named, len(named) if len(named) < NAMED else pages.count()
