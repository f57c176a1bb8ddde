"""Limits of rich text, checked without recursion before anything else looks at it.

The three numbers are the same for JSON, HTML and Markdown. What no database can store (NUL, lone surrogates, NaN,
huge numbers) is refused here too, because SQLite keeps it and PostgreSQL fails on it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from insights.richtext.problems import Nodes, Problem, RichTextError, brief, number, refusal

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MAX_NODES = 20_000
MAX_INTEGER = 2**53

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def too_large() -> RichTextError:
    """The error for more than `MAX_BYTES`."""
    return refusal(_("The text is larger than the limit of %(limit)s bytes."), limit=number(MAX_BYTES))


def too_deep(path: str = "") -> RichTextError:
    """The error for more than `MAX_DEPTH`."""
    return refusal(_("is nested deeper than the limit of %(limit)s levels"), path, limit=MAX_DEPTH)


def check_text(text: Any) -> str:
    """HTML or Markdown as it came, if it is text, storable and within `MAX_BYTES`. Raises RichTextError."""
    if not isinstance(text, str):
        raise refusal(_("must be text, not %(found)s"), found=brief(text))
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise too_large()
    if fault := scalar_fault(text):
        raise RichTextError([Problem("", fault)])
    return text


def content_of(nodes: Any) -> Nodes:
    """The list of block nodes, from the list itself or from a whole `doc`. Raises RichTextError for another root."""
    if isinstance(nodes, dict) and nodes.get("type") == "doc":
        nodes = nodes.get("content", [])
    if not isinstance(nodes, list):
        raise RichTextError([Problem("", _("must be a list of nodes or a doc"))])
    return nodes


def check_limits(nodes: Nodes) -> None:
    """Raises RichTextError when `nodes` break a limit, which is named, or hold what cannot be stored, with its path."""
    problems = list(_walk(nodes))
    if problems:
        raise RichTextError(problems)
    if len(json.dumps(nodes, ensure_ascii=False).encode()) > MAX_BYTES:
        raise too_large()


def scalar_fault(value: Any) -> str:
    """Why this one value cannot be stored, or nothing."""
    if isinstance(value, str):
        return _("holds NUL or half a surrogate pair") if UNSTORABLE.search(value) else ""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return "" if abs(value) <= MAX_INTEGER else _("is a number too large to store")
    if isinstance(value, float):
        return "" if math.isfinite(value) else _("is not a finite number")
    return _("is not JSON: %(why)s") % {"why": type(value).__name__}


class _Place(NamedTuple):
    value: Any
    path: str
    depth: int
    limit: int


def _walk(nodes: Nodes) -> Iterator[Problem]:
    """Faults of scalars. Raises at the first broken limit, so a hostile document costs no more than a large one."""
    stack = [_Place(nodes, "", 0, MAX_DEPTH)]
    seen = visited = 0
    while stack:
        place = stack.pop()
        visited += 1
        seen += isinstance(place.value, dict) and place.limit == MAX_DEPTH
        _refuse(place, seen, visited)
        if isinstance(place.value, dict | list):
            faults, inner = _open(place)
            yield from faults
            stack.extend(reversed(inner))
        elif fault := scalar_fault(place.value):
            yield Problem(place.path, fault)


def _refuse(place: _Place, seen: int, visited: int) -> None:
    if place.depth > place.limit:
        raise too_deep(place.path[:200])
    if seen > MAX_NODES:
        raise refusal(_("The text has more than the limit of %(limit)s nodes."), limit=number(MAX_NODES))
    if visited > MAX_BYTES or (isinstance(place.value, str) and len(place.value) > MAX_BYTES):
        raise too_large()


def _open(place: _Place) -> tuple[list[Problem], list[_Place]]:
    """What is inside a list or object. Node levels count along `content`; attributes have their own, wider limit."""
    value, path, depth, limit = place
    if isinstance(value, list):
        return [], [
            _Place(item, f"{path}[{at}]", depth + isinstance(item, list | dict), limit) for at, item in enumerate(value)
        ]
    faults = [
        Problem(path, _("has an unusable key %(key)s") % {"key": brief(key)}) for key in value if not _good_key(key)
    ]
    inner = []
    for key, item in value.items():
        wider = limit if key == "content" else 2 * MAX_DEPTH
        inner.append(_Place(item, f"{path}.{key}", depth + isinstance(item, dict), wider))
    return faults, inner


def _good_key(key: Any) -> bool:
    return isinstance(key, str) and not UNSTORABLE.search(key)
