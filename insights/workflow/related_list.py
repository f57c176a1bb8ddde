"""The related insights of a page as an editor sees them: which readers see, which come next, and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.content.models import Insight
from insights.content.related import RelatedCandidate, RelatedChoice, related_to
from insights.sections.options import Option, insight_option, insights_like
from insights.sections.rendering import Rendering

USUAL, NEXT, FOUND = 3, 9, 12


class Line(NamedTuple):
    """An insight with its state, why it stands where it stands, and what was decided about it."""

    option: Option
    why: list[str]
    pinned: bool
    is_first: bool
    is_last: bool


class Related(NamedTuple):
    """`shown` is what readers see; what they would see when the page has no place for it."""

    has_place: bool
    shown: list[Line]
    following: list[Line]
    vetoed: list[Line]


def related(insight: Insight) -> Related:
    """As of now, in the same few queries always."""
    version = insight.versions.live().first() or insight  # type: ignore[attr-defined]
    has_place, shown, elsewhere = _on_the_page(version)
    choices = list(RelatedChoice.objects.filter(source=insight).select_related("made_by").order_by("position", "pk"))
    candidates = RelatedCandidate.objects.filter(source=insight).order_by("-score", "pk")
    reasons = dict(candidates.values_list("target", "reasons"))
    pins = [row.target_id for row in choices if row.position is not None]
    vetoes = [row.target_id for row in choices if row.position is None]
    waiting = [pk for pk in reasons if pk not in {*shown, *pins, *vetoes}][:NEXT]
    following = [*(pk for pk in pins if pk not in shown), *waiting]
    options = _options({*shown, *following, *vetoes})
    by = {row.target_id: row.made_by for row in choices}

    def lines(pks: Iterable[uuid.UUID]) -> list[Line]:
        return [_line(options[pk], pk, pins, by, reasons.get(pk), pk in elsewhere) for pk in pks if pk in options]

    return Related(has_place, lines(shown), lines(following), lines(vetoes))


def found(insight: Insight, words: str) -> list[Option]:
    """Insights that may be pinned, by title or address."""
    if not words.strip():
        return []
    own = {insight.pk, insight.duplicated_from} - {None}
    return [
        insight_option(row) for row in insights_like(words).exclude(Q(pk__in=own) | Q(duplicated_from__in=own))[:FOUND]
    ]


def _on_the_page(version: Insight) -> tuple[bool, list[uuid.UUID], set[uuid.UUID]]:
    """Whether the page shows related insights, which, and which its other sections show."""
    rendering = Rendering(version)
    sections = [*rendering.sections, *rendering.added]
    places = [section for section in sections if section.yields]
    shown = [card.home_id for section in places for card in rendering.cards[section.uid]]
    others = {card.home_id for section in sections if not section.yields for card in rendering.cards[section.uid]}
    if not places:
        cards: list[Any] = sorted(related_to(version, USUAL + len(others)), key=attrgetter("rank"))
        shown = [card.home_id for card in cards if card.home_id not in others][:USUAL]
    return bool(places), shown, others


def _options(pks: set[uuid.UUID]) -> dict[uuid.UUID, Option]:
    rows = Insight.objects.working().filter(pk__in=pks).only("title", "slug", "published_at").with_state()
    return {row.pk: insight_option(row) for row in rows}


def _line(option: Option, pk: uuid.UUID, pins: list[uuid.UUID], by: Any, reasons: Any, elsewhere: bool) -> Line:
    pinned = pk in pins
    why = [_by(by[pk], pinned)] if pk in by else []
    why += _reasons(reasons) if reasons else []
    if elsewhere:
        why.append(_("Shown elsewhere on this page"))
    return Line(option, why or [_("One of the latest")], pinned, pk == pins[0] if pins else False, pk in pins[-1:])


def _by(person: Any, pinned: bool) -> str:
    name = person.get_full_name() or person.get_username() if person else ""
    if not name:
        return _("Pinned") if pinned else _("Never shown here")
    return (_("Pinned by %s") if pinned else _("Ruled out by %s")) % name


def _reasons(reasons: dict[str, Any]) -> list[str]:
    """In plain words; what is stored was worked out when one of the two was published."""
    topics, tags, words = (list(reasons.get(name, [])) for name in ("topics", "tags", "words"))
    told = [ngettext("Same topic: %s", "Same topics: %s", len(topics)) % ", ".join(topics)] if topics else []
    if tags:
        count = ngettext("%d tag in common", "%d tags in common", len(tags)) % len(tags)
        told.append(f"{count}: {', '.join(tags)}")
    if words:
        told.append(_("Similar words: %s") % ", ".join(words))
    if reasons.get("newer"):
        told.append(_("Newer"))
    return told
