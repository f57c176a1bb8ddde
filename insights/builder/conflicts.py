"""Two texts for one section: both shown side by side, and one, the other or both taken, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.forms import Textarea
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from insights.richtext import to_html
from insights.sections.base import Section
from insights.sections.fields import SectionField
from insights.sections.forms import SectionForm
from insights.sections.richtext import RichTextField
from insights.sections.rows import RowsField

ID = re.compile(r' id="[^"]*"')  # the same heading may stand on both sides
SAME, EMPTY = SafeString('<p class="conflict__same">…</p>'), SafeString("–")
BELOW = _("What you typed is in the form below, with what is wrong there.")
DIFFERS = '<div class="conflict__differs">{}</div>'
MINE, THEIRS, BOTH = "mine", "theirs", "both"


class Difference(NamedTuple):
    """A field that holds two things: its name and label, both as readable HTML, and whether both can be kept."""

    name: str
    label: str
    mine: SafeString
    theirs: SafeString
    can_combine: bool


def differences(section: Section, form: SectionForm) -> list[Difference]:
    """Where a posted form differs from what is stored by now."""
    return list(_differences(section, form))


def chosen(section: Section, form: SectionForm, post: QueryDict) -> dict[str, Any]:
    """The data to store: what was posted or, where the editor chose so, what is stored, or both."""
    data = form.stored()
    for name, field in form.fields.items():
        mine, theirs = data.get(name), section.data.get(name)
        choice = post.get(f"keep-{name}")
        if choice == THEIRS:
            data = data | {name: theirs} if theirs is not None else {k: v for k, v in data.items() if k != name}
        elif choice == BOTH and _combinable(field, mine, theirs):
            data[name] = combined(mine, theirs)
    return data


def combined(mine: Any, theirs: Any) -> Any:
    """Both: what they share once, and where they differ mine before theirs. Lines of a text, or items of a list."""
    if isinstance(mine, str):
        return "\n".join(combined(mine.split("\n"), theirs.split("\n")))
    keys = [repr(item) for item in mine], [repr(item) for item in theirs]
    found: list[Any] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        found += mine[i1:i2] if tag == "equal" else [*mine[i1:i2], *theirs[j1:j2]]
    return found


def _differences(section: Section, form: SectionForm) -> Iterator[Difference]:
    data = form.stored()
    for name, field in form.fields.items():
        mine, theirs = data.get(name), section.data.get(name)
        is_wrong = name in form.errors
        if is_wrong or (mine != theirs and (mine or theirs)):
            parts = [format_html("<p>{}</p>", BELOW)] if is_wrong else _parts(field, mine)
            can = _combinable(field, mine, theirs) and not is_wrong
            yield Difference(name, str(form[name].label), *_sides(parts, _parts(field, theirs)), can)


def _combinable(field: Any, mine: Any, theirs: Any) -> bool:
    is_long = isinstance(mine, str) and isinstance(field.widget, Textarea)
    return bool(mine and theirs) and type(mine) is type(theirs) and (is_long or isinstance(mine, list))


def _sides(mine: list[SafeString], theirs: list[SafeString]) -> tuple[SafeString, SafeString]:
    """Both as HTML: what they share is left out, what differs is marked."""
    sides: tuple[list[SafeString], list[SafeString]] = ([], [])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for side, parts in zip(sides, (mine[i1:i2], theirs[j1:j2]), strict=True):
            side += [SAME] if tag == "equal" else (format_html(DIFFERS, part) for part in parts)
    first, second = (format_html_join("", "{}", ((part,) for part in side or [EMPTY])) for side in sides)
    return first, second


def _parts(field: SectionField | Any, value: Any) -> list[SafeString]:
    """A value in pieces that an editor can read, whatever the field: blocks, rows, lines; never a control."""
    if value in (None, "", []):
        return []
    if isinstance(field, RichTextField) and isinstance(value, list):
        return [SafeString(ID.sub("", to_html([node]))) for node in value]
    if isinstance(field, RowsField) and isinstance(value, list):
        return [_row(field, row) for row in value]
    if isinstance(value, list):
        return [format_html("<p>{}</p>", item) for item in value]
    choices = dict(getattr(field, "choices", []))
    return [format_html("<p>{}</p>", line) for line in str(choices.get(value, value)).split("\n")]


def _row(field: RowsField, row: dict[str, Any]) -> SafeString:
    cells = (
        (cell.label, format_html_join("", "{}", ((part,) for part in _parts(cell, row.get(name)))))
        for name, cell in field.row.base_fields.items()
    )
    return format_html_join("", "<div><b>{}</b> {}</div>", cells)
