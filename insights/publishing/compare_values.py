"""Two values of one field, as parts that an editor can read: lines with marked words, pictures side by side, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from insights.media.pictures import Picture
from insights.publishing.compare_blocks import Block, blocks, lines, notes
from insights.publishing.compare_order import moved
from insights.publishing.compare_words import REPLACED, Effort, added, likeness, marked, removed, steps
from insights.sections.fields import ChoiceField, FlagField, NumberField
from insights.sections.references import CategoryField, ImageField, InsightsField
from insights.sections.richtext import RichTextField
from insights.sections.rows import RowsField

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
AHEAD = 20  # blocks looked at to find the one that a changed block was
MOST = 300  # parts of one field that are shown


@dataclass(frozen=True)
class Line:
    """A line, or a block of rich text, that came, went or changed."""

    template: ClassVar[str] = "insights/workflow/compare_line.html"
    html: SafeString
    status: str
    label: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Same:
    """So many lines in a row are the same."""

    template: ClassVar[str] = "insights/workflow/compare_same.html"
    count: int


@dataclass(frozen=True)
class Pictures:
    """One picture in place of another; either may be missing."""

    template: ClassVar[str] = "insights/workflow/compare_pictures.html"
    before: Picture | None
    after: Picture | None
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """A row of a list in a section."""

    template: ClassVar[str] = "insights/workflow/compare_row.html"
    label: str
    status: str
    fields: Sequence[FieldChange]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Rest:
    """There is more than anybody would read."""

    template: ClassVar[str] = "insights/workflow/compare_rest.html"


Part = Line | Rest | Same | Pictures | Row


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else."""

    label: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Names:
    """What values point at, by what they hold: fetched once for a whole comparison. `effort` is what is left of it."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    insights: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)

    def picture(self, path: Any) -> Picture | None:
        return self.pictures.get(str(path)) or Picture(str(path)) if path else None


def field_changes(
    fields: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> Iterator[FieldChange]:
    """Every field of a form in which two sets of data differ; an empty field says what its form says it does."""
    for name, one in fields.items():
        old, new = (_effective(one, data.get(name)) for data in (before, after))
        if old != new and (old or new):
            yield FieldChange(str(one.label or name), _parts(one, old, new, names))


def text_change(label: str, before: Any, after: Any, names: Names) -> list[FieldChange]:
    """A plain text, or anything else as JSON."""
    return [FieldChange(label, texts(lines(before), lines(after), names))] if before != after else []


def whole(before: str, after: str) -> Line:
    """One value in place of another, not to be taken apart."""
    gap = SafeString(" ") if before and after else SafeString("")
    return Line(removed(before) + gap + added(after), CHANGED if gap else ADDED if after else REMOVED)


def texts(before: Sequence[Block], after: Sequence[Block], names: Names) -> list[Part]:
    """Blocks matched first by what is equal, then by likeness; only what differs is taken apart."""
    found = list(islice(_texts(before, after, names), MOST + 1))
    return found if len(found) <= MOST else [*found[:MOST], Rest()]


def _texts(before: Sequence[Block], after: Sequence[Block], names: Names) -> Iterator[Part]:
    for step in steps(before, after, names.effort):
        if step.is_equal:
            yield Same(step.first.stop - step.first.start)
            continue
        for old, new in _pairs(before[step.first], after[step.second], names.effort):
            yield from _block_parts(old, new, names)


def _effective(one: Any, value: Any) -> Any:
    return one.initial if value in (None, "") else value


def _parts(one: Any, before: Any, after: Any, names: Names) -> list[Part]:
    if isinstance(one, RichTextField):
        return texts(blocks(before or []), blocks(after or []), names) or [_unseen()]
    if isinstance(one, RowsField):
        return list(_rows(one, _by_id(before), _by_id(after), names)) or [_unseen()]
    if isinstance(one, ImageField):
        return [Pictures(names.picture(before), names.picture(after))]
    if isinstance(one, InsightsField):
        return texts(_titles(before, names), _titles(after, names), names)
    if isinstance(one, ChoiceField | FlagField | NumberField | CategoryField):
        return [whole(_said(one, before, names), _said(one, after, names))]
    return texts(lines(before), lines(after), names)


def _said(one: Any, value: Any, names: Names) -> str:
    if isinstance(one, FlagField):
        return _("Yes") if value else _("No")
    choices = {str(key): str(label) for key, label in getattr(one, "choices", [])} if value is not None else {}
    told = str(value if value is not None else "")
    return choices.get(told, names.categories.get(told, told) if isinstance(one, CategoryField) else told)


def _titles(ids: Any, names: Names) -> list[Block]:
    return [Block(names.insights.get(pk, pk)) for pk in map(str, ids if isinstance(ids, list) else [])]


def _unseen() -> Line:
    return Line(SafeString(""), CHANGED, notes=[_("Stored another way; readers see no difference.")])


def _pairs(
    before: Sequence[Block], after: Sequence[Block], effort: Effort
) -> Iterator[tuple[Block | None, Block | None]]:
    """Each block beside the one that it was, in the order of reading."""
    start = 0
    for new in after:
        is_only = len(before) == len(after) == 1
        place = 0 if is_only else _like(new, before[start : start + AHEAD], effort)
        if place is None:
            yield None, new
            continue
        yield from ((old, None) for old in before[start : start + place])
        yield before[start + place], new
        start += place + 1
    yield from ((old, None) for old in before[start:])


def _like(block: Block, among: Iterable[Block], effort: Effort) -> int | None:
    """The first of these that says much the same, or shows a picture in the same place."""
    for place, other in enumerate(among):
        if bool(block.picture) is not bool(other.picture):
            continue
        if block.picture or block.text == other.text:
            return place
        if effort.allows_more(len(block.text) + len(other.text)) and likeness(other.text, block.text) >= REPLACED:
            return place
    return None


def _block_parts(old: Block | None, new: Block | None, names: Names) -> Iterator[Part]:
    one = new or old
    assert one is not None, "a pair of nothing"  # noqa: S101
    if one.picture:
        yield from _picture_parts(old, new, names)
    elif old and new:
        html = marked(old.text, new.text, names.effort)
        is_seen = old.text == new.text or "<ins>" in html or "<del>" in html
        told = [*notes(old, new), *([] if is_seen else [_("Only spaces changed.")])]
        yield Line(html, CHANGED, one.label, told)
    else:
        yield Line((added if new else removed)(one.text), ADDED if new else REMOVED, one.label)


def _picture_parts(old: Block | None, new: Block | None, names: Names) -> Iterator[Part]:
    before, after = (names.picture(side.picture) if side else None for side in (old, new))
    yield Pictures(before, after, notes(old, new) if old and new else [])
    if old and new and old.text != new.text:
        yield Line(marked(old.text, new.text, names.effort), CHANGED, _("Alternative text"))


def _by_id(rows: Any) -> dict[str, dict[str, Any]]:
    found = (row for row in rows or [] if isinstance(row, dict)) if isinstance(rows, list | None) else ()
    return {str(row.get("id") or place): row for place, row in enumerate(found)}


def _rows(
    one: RowsField, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], names: Names
) -> Iterator[Part]:
    """Rows by their ids, in the order they have now, then those that went."""
    shifted, fields = moved(list(before), list(after)), one.row.base_fields
    places = {row: number for number, row in enumerate(before, 1)}
    for number, (row, data) in enumerate(after.items(), 1):
        found = list(field_changes(fields, before.get(row, {}), data, names))
        told = [_("Moved: was number %d.") % places[row]] if row in shifted else []
        status = CHANGED if row in before else ADDED
        if found or told or status == ADDED:
            yield Row(_("%(list)s, number %(number)d") % {"list": one.label, "number": number}, status, found, told)
    for row, data in before.items():
        if row not in after:
            found = list(field_changes(fields, data, {}, names))
            label = _("%(list)s, number %(number)d") % {"list": one.label, "number": places[row]}
            yield Row(label, REMOVED, found)
