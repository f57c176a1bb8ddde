"""Two rows of one insight compared – versions, or the working copy with one: its details and its sections by uid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.content.models import Category, Insight, Placement, TaggedInsight
from insights.media.models import Image
from insights.media.pictures import picture_of
from insights.publishing.compare_blocks import Block
from insights.publishing.compare_order import moved
from insights.publishing.compare_size import Size, label_of
from insights.publishing.compare_values import (
    ADDED,
    CHANGED,
    REMOVED,
    FieldChange,
    Names,
    field_changes,
    text_change,
    texts,
    whole,
)  # fmt: skip
from insights.sections.base import Section
from insights.sections.references import CategoryField

TEXTS = ("title", "slug", "byline", "summary")


@dataclass(frozen=True)
class SectionChange:
    """A section that came, went or changed. `notes` tell what happened to it beside its content."""

    section: Section
    status: str
    summary: str
    is_moved: bool
    is_switched: bool
    notes: Sequence[str]
    fields: Sequence[FieldChange]


@dataclass(frozen=True)
class Comparison:
    """What differs, and how many sections are the same."""

    details: Sequence[FieldChange]
    sections: Sequence[SectionChange]
    same: int

    @property
    def size(self) -> Size:
        """How much it is, as the list of versions tells it."""
        by_status = [change.status for change in self.sections]
        return Size(
            sum(_says_something_else(change) for change in self.sections),
            by_status.count(ADDED),
            by_status.count(REMOVED),
            sum(change.is_moved for change in self.sections),
            sum(change.is_switched for change in self.sections),
            tuple(change.label for change in self.details),
        )


def load(pks: Iterable[UUID]) -> dict[UUID, Insight]:
    """Rows with all that is compared, in a constant number of queries."""
    placed = Placement.objects.select_related("category").order_by("position")
    tagged = TaggedInsight.objects.select_related("tag").order_by("tag__name")
    rows = Insight.objects.filter(pk__in=set(pks)).select_related("author", "published_by")
    filing = (Prefetch("placements", placed), Prefetch("tagged", tagged))
    return {row.pk: row for row in rows.prefetch_related("sections", *filing)}


def compare(before: Insight, after: Insight, names: Names | None = None) -> Comparison:
    """What somebody has to know who saw the one and sees the other. Both come from `load`."""
    first, second = ({section.uid: section for section in row.sections.all()} for row in (before, after))
    names = names or names_for(first, second)
    changes = list(_sections(first, second, names))
    return Comparison(list(_details(before, after, names)), changes, len(first.keys() | second.keys()) - len(changes))


def names_for(first: Mapping[str, Section], second: Mapping[str, Section]) -> Names:
    """Pictures, insights and topics that sections mention which differ: three queries at most."""
    differ = [
        section
        for mine, others in ((first, second), (second, first))
        for uid, section in mine.items()
        if uid not in others or others[uid].data != section.data
    ]
    paths = {path for section in differ for path in section.images()}
    ids = {pk for section in differ for pk in section.mentioned()}
    slugs = {place.value for section in differ for place in section.Form.places(section.data) if _is_topic(place)}
    images = Image.objects.filter(path__in=paths) if paths else ()
    insights = Insight.objects.filter(pk__in=ids).values_list("pk", "title") if ids else ()
    categories = Category.objects.filter(slug__in=slugs).values_list("slug", "name") if slugs else ()
    return Names(
        {image.path: picture_of(image) for image in images},
        {str(pk): title for pk, title in insights},
        dict(categories),
    )


def _is_topic(place: Any) -> bool:
    return isinstance(place.field, CategoryField) and isinstance(place.value, str) and bool(place.value)


def _details(before: Insight, after: Insight, names: Names) -> Iterator[FieldChange]:
    for name in TEXTS:
        yield from text_change(label_of(name), getattr(before, name), getattr(after, name), names)
    yield from _whole(label_of("author"), before, after, lambda row: str(row.author or ""))
    for label, listed in ((_("Categories"), _categories), (_("Tags"), _tags)):
        if listed(before) != listed(after):
            yield FieldChange(label, texts(listed(before), listed(after), names))
    yield from _whole(label_of("published_at"), before, after, lambda row: _moment(row.published_at))
    yield from _whole(label_of("expires_at"), before, after, lambda row: _moment(row.expires_at))
    yield from text_change(_("Kept for the export"), before.extra, after.extra, names)


def _whole(label: str, before: Insight, after: Insight, said: Any) -> Iterator[FieldChange]:
    if said(before) != said(after):
        yield FieldChange(label, [whole(said(before), said(after))])


def _categories(row: Insight) -> list[Block]:
    return [Block(placement.category.name) for placement in row.placements.all()]


def _tags(row: Insight) -> list[Block]:
    return [Block(tagged.tag.name) for tagged in row.tagged.all()]


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def _sections(first: dict[str, Section], second: dict[str, Section], names: Names) -> Iterator[SectionChange]:
    """In the order of the second, each that went behind the one it stood behind."""
    shifted = moved(list(first), list(second))
    for uid in _reading_order(list(first), list(second)):
        old, new = first.get(uid), second.get(uid)
        if old and new:
            if change := _changed(old, new, uid in shifted, names, _place(first, uid)):
                yield change
        elif one := new or old:
            fields = list(_fields(old, new, names))
            yield SectionChange(one, ADDED if new else REMOVED, one.summary(), False, False, _state_notes(one), fields)


def _reading_order(before: list[str], after: list[str]) -> list[str]:
    there = set(after)
    gone: dict[str | None, list[str]] = {}
    last = None
    for uid in before:
        if uid in there:
            last = uid
        else:
            gone.setdefault(last, []).append(uid)
    return [*gone.get(None, []), *(each for uid in after for each in (uid, *gone.get(uid, [])))]


def _place(sections: Mapping[str, Section], uid: str) -> int:
    return list(sections).index(uid) + 1


def _changed(old: Section, new: Section, is_moved: bool, names: Names, place: int) -> SectionChange | None:
    notes = [_("Moved: was section %d.") % place] if is_moved else []
    is_switched = old.enabled != new.enabled
    if is_switched:
        notes.append(_("Shown to readers now.") if new.enabled else _("Hidden from readers now."))
    if (window := _window(new)) != _window(old):
        notes.append(_("Shown to readers: %(after)s; before: %(before)s.") % {"after": window, "before": _window(old)})
    if old.kind != new.kind:
        notes.append(_("%(before)s is now %(after)s.") % {"before": _kind(old), "after": _kind(new)})
    fields = list(_fields(old, new, names))
    if not (notes or fields):
        return None
    return SectionChange(new, CHANGED, new.summary(), is_moved, is_switched, notes, fields)


def _fields(old: Section | None, new: Section | None, names: Names) -> Iterator[FieldChange]:
    """By the form of the kind; when that changed, all of the one went and all of the other came."""
    if old and new and old.kind != new.kind:
        yield from _fields(old, None, names)
        yield from _fields(None, new, names)
    elif one := new or old:
        before, after = (side.data if side else {} for side in (old, new))
        if before != after:
            fields = one.Form.base_fields
            yield from field_changes(fields, before, after, names)
            yield from text_change(_("Kept for the export"), _rest(before, fields), _rest(after, fields), names)


def _rest(data: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a document carried that no form knows."""
    return {name: value for name, value in data.items() if name not in fields}


def _state_notes(section: Section) -> list[str]:
    notes = [] if section.enabled else [_("Hidden from readers.")]
    has_window = section.visible_from or section.visible_until
    return [*notes, *([_("Shown to readers: %s.") % _window(section)] if has_window else [])]


def _window(section: Section) -> str:
    start, end = _moment(section.visible_from), _moment(section.visible_until)
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    return _("from %s") % start if start else _("until %s") % end if end else _("always")


def _kind(section: Section) -> str:
    return str(section.label) if section.is_known else section.kind


def _says_something_else(change: SectionChange) -> bool:
    """Beyond having moved and having been switched, which are counted as that."""
    others = len(change.notes) - change.is_moved - change.is_switched
    return change.status == CHANGED and bool(change.fields or others)
