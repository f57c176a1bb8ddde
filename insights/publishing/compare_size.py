"""How much differs between versions, in a line each: for a page at once, by digests of their sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import MD5, Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.content.models import Insight, Placement, TaggedInsight
from insights.publishing.compare_order import moved
from insights.sections.base import Section

FIELDS = ("title", "slug", "author", "byline", "summary", "published_at", "expires_at")


class Size(NamedTuple):
    """Numbers of sections, and the labels of the insight's own fields."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    switched: int = 0
    details: tuple[str, ...] = ()

    def words(self) -> str:
        """“2 sections changed, 1 added, title”; nothing when nothing differs."""
        counts = [
            (self.changed, _("changed")),
            (self.added, _("added")),
            (self.removed, _("removed")),
            (self.moved, _("moved")),
            (self.switched, _("switched on or off")),
        ]
        told = [f"{count} {what}" for count, what in counts if count]
        if told:
            first = next(pair for pair in counts if pair[0])
            said = {"count": first[0], "what": first[1]}
            told[0] = ngettext("%(count)d section %(what)s", "%(count)d sections %(what)s", first[0]) % said
        return ", ".join([*told, *(label.lower() for label in self.details)])


Narrow = Mapping[str, tuple[Any, ...]]  # by uid, in order: whether it is on, then all else that can change


def label_of(name: str) -> str:
    """A field of an insight as the change page calls it."""
    if name == "expires_at":
        return _("End date")
    return str(Insight._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def sizes(rows: Sequence[Insight]) -> dict[UUID, Size]:
    """Of each row against the one before it, which follows it in the list; the last has none. Three queries."""
    sections, filing = _sections([row.pk for row in rows]), _filing([row.pk for row in rows])
    return {new.pk: _size(new, old, sections, filing) for new, old in pairwise(rows)}


def _size(new: Insight, old: Insight, sections: Mapping[UUID, Narrow], filing: Mapping[UUID, Any]) -> Size:
    now, then = sections[new.pk], sections[old.pk]
    both = now.keys() & then.keys()
    said = [name for name in FIELDS if _value(new, name) != _value(old, name)]
    filed = [label for label in (_("Categories"), _("Tags")) if filing[new.pk][label] != filing[old.pk][label]]
    return Size(
        sum(now[uid][1:] != then[uid][1:] for uid in both),
        len(now.keys() - then.keys()),
        len(then.keys() - now.keys()),
        len(moved(list(then), list(now))),
        sum(now[uid][0] != then[uid][0] for uid in both),
        (*map(label_of, said), *filed),
    )


def _value(row: Insight, name: str) -> Any:
    return getattr(row, Insight._meta.get_field(name).attname)  # type: ignore[union-attr]


def _sections(pks: Sequence[UUID]) -> Mapping[UUID, Narrow]:
    """Not by revision: what was restored says the same under another one."""
    found: dict[UUID, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    state = ("enabled", "kind", "visible_from", "visible_until", MD5(Cast("data", TextField())))
    rows = Section.objects.filter(insight__in=pks).order_by("position", "pk")
    for pk, uid, *values in rows.values_list("insight_id", "uid", *state):
        found[pk][uid] = tuple(values)
    return found


def _filing(pks: Sequence[UUID]) -> Mapping[UUID, Mapping[str, list[int]]]:
    found: dict[UUID, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    placed = Placement.objects.filter(insight__in=pks).order_by("position")
    tagged = TaggedInsight.objects.filter(content_object__in=pks).order_by("tag")
    for pk, category in placed.values_list("insight_id", "category_id"):
        found[pk][_("Categories")].append(category)
    for pk, tag in tagged.values_list("content_object_id", "tag_id"):
        found[pk][_("Tags")].append(tag)
    return found
