"""Headings that skip a level: screen readers and the contents list show an outline with a hole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from insights.publishing.findings import Check, at, brief
from insights.richtext import Nodes, plain_text
from insights.sections.base import Section
from insights.sections.richtext import every_node


class Place(NamedTuple):
    """A heading as its editor chose it."""

    section: Section
    field: str
    level: int
    words: str


def findings(sections: Iterable[Section]) -> Iterator[Check]:
    """Jumps on the one scale that the running text shares, and on the own scale of each text that stands apart."""
    flowing: list[Place] = []
    for section in sections:
        for passage in section.passages():
            headings = list(_headings(section, passage.field, passage.nodes))
            if section.flows:
                flowing += headings
            else:
                yield from _jumps(headings)
    yield from _jumps(flowing)


def _jumps(headings: list[Place]) -> Iterator[Check]:
    """Where a heading stands more than one level below the one before it; the smallest level used is the top."""
    top = min((heading.level for heading in headings), default=0)
    before = top - 1
    for heading in headings:
        if heading.level > before + 1:
            yield at(heading.section, heading.field, _words(heading, before, top))
        before = heading.level


def _words(heading: Place, before: int, top: int) -> str:
    named = {"words": brief(heading.words), "level": heading.level, "before": before, "top": top}
    if before < top:
        return _("The heading “%(words)s” is of level %(level)d, but the page's highest level is %(top)d.") % named
    return _("The heading “%(words)s” is of level %(level)d, right after one of level %(before)d.") % named


def _headings(section: Section, field: str, nodes: Nodes) -> Iterator[Place]:
    for node in every_node(nodes):
        level = (node.get("attrs") or {}).get("level") if node.get("type") == "heading" else None
        if isinstance(level, int) and (words := plain_text(node)):
            yield Place(section, field, level, words)
