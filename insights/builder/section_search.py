"""Searching the words of sections: "find every call to action saying X"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from insights.richtext.limits import UNSTORABLE
from insights.richtext.schema import MARKS, NODES
from insights.sections.base import Section
from insights.sections.registry import kinds

LONGEST = 200
SHORTEST = 3  # letters of a word that is worth reading the sections for
FURNITURE = {"type", "content", "attrs", "marks", "text", "id", "_original", "true", "false", "null"}
UNSAID = {"type", "textAlign", "id"}  # keys whose values nobody wrote


def search(queryset: QuerySet[Section], words: str) -> QuerySet[Section]:
    """Sections in which every word stands, or in the title of their insight. A word is meant to the letter.

    Quotes, backslashes and the databases' wildcards are letters too.
    """
    wanted = UNSTORABLE.sub("", words)[:LONGEST].split()
    if not wanted:
        return queryset
    found = queryset.alias(as_text=Cast("data", TextField()), derived_text=Cast("derived", TextField()))
    for word in wanted:
        found = found.filter(_holds(word) | Q(insight__title__icontains=word))
    for word in filter(_is_furniture, wanted):
        found = found.filter(pk__in=_saying(found, word))
    return found


def _holds(word: str) -> Q:
    """The word in either column, as JSON writes it."""
    condition = Q()
    for written in dict.fromkeys(spelling for form in _forms(word) for spelling in _spellings(form)):
        condition |= Q(as_text__icontains=written) | Q(derived_text__icontains=written)
    return condition


def _forms(word: str) -> tuple[str, ...]:
    """SQLite folds the case of English letters only, so other words are looked for in the usual ways to write them."""
    return (word,) if word.isascii() else (word, word.lower(), word.upper(), word.capitalize())


def _spellings(word: str) -> tuple[str, str]:
    """As JSON is stored now, and as it was stored on SQLite before letters were kept as themselves."""
    return json.dumps(word, ensure_ascii=False)[1:-1], json.dumps(word)[1:-1]


@cache
def _names() -> frozenset[str]:
    """Words that stand in the stored JSON without anybody having written them."""
    fields = {place for kind in kinds().values() for place in _fields(kind.Form)}
    attributes = {name for kind in (*NODES.values(), *MARKS.values()) for name in kind.attrs}
    return frozenset(name.lower() for name in {*FURNITURE, *NODES, *MARKS, *attributes, *fields})


def _fields(form: Any) -> Iterator[str]:
    for name, field in form.base_fields.items():
        yield name
        if row := getattr(field, "row", None):
            yield from _fields(row)


def _is_furniture(word: str) -> bool:
    """Whether a word is part of a name of the format, so that finding it in the JSON says nothing."""
    return len(word) >= SHORTEST and any(word.lower() in name for name in _names())


def _saying(queryset: QuerySet[Section], word: str) -> list[int]:
    """Of what was found by such a word, the sections that really say it."""
    rows = queryset.order_by().values_list("pk", "data", "derived", "insight__title")
    return [pk for pk, *said in rows.iterator() if any(word.lower() in text.lower() for text in _said(said))]


def _said(value: Any) -> Iterator[str]:
    """Every text in JSON, without the keys and the names of nodes and marks."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            stack += item
        elif isinstance(item, dict):
            stack += [part for key, part in item.items() if key not in UNSAID]
