"""A page's texts with the ids they stand under, so that a result can lead to the place."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

from insights.content.models import Insight
from insights.public.search.models import Passages
from insights.richtext import plain_text
from insights.sections.base import Section
from insights.sections.rendering import IDS_OF_THE_FRAME, Rendering

Ids = dict[str, deque[str]]


def passages(version: Insight) -> Passages:
    """What stays on the page, in order: sections shown for a time only are not looked for."""
    lasting = [section for section in version.sections.all() if not (section.visible_from or section.visible_until)]
    rendering = Rendering(version, lasting)
    shown = [section for section, _ in rendering.printed]
    ids: Ids = defaultdict(deque)
    for heading in rendering.headings:
        ids[heading.text].append(heading.id)
    return [(anchor, text) for section in shown for anchor, text in _of(section, ids) if text]


def _of(section: Section, ids: Ids) -> Iterator[tuple[str, str]]:
    """A section's text, divided where its own headings stand."""
    own = f"section-{section.uid}" if section.uid in IDS_OF_THE_FRAME else section.uid
    nodes = [node for document in section.documents() for node in document]
    parts = list(_divided(nodes, ids))
    if len(parts) <= 1:
        yield parts[0][0] or own if parts else own, section.text()
        return
    before = section.text().removesuffix(plain_text(nodes)).strip()
    yield own, before
    yield from ((anchor or own, plain_text(part)) for anchor, part in parts)


def _divided(nodes: list[Any], ids: Ids) -> Iterator[tuple[str, list[Any]]]:
    anchor, part = "", list[Any]()
    for node in nodes:
        if isinstance(node, dict) and node.get("type") == "heading" and (left := ids.get(plain_text(node))):
            if part:
                yield anchor, part
            anchor, part = left.popleft(), []
        part.append(node)
    if part:
        yield anchor, part
