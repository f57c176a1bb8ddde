"""Checks of attribute values: each says whether a value is good, what it needs to be, and how to mend a bad one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from insights.richtext.links import is_internal, safe_source, safe_url

ALIGNMENTS = ("left", "center", "right", "justify", "start", "end")
LANGUAGE = re.compile(r"[a-z0-9+#-]{1,40}")
REQUIRED: Any = object()


@dataclass(frozen=True)
class Attr:
    """One attribute: `good` tests a value, `needs` completes "must be …", `mend` returns a good value or None."""

    good: Callable[[Any], bool]
    needs: str | Promise
    default: Any = None
    mend: Callable[[Any], Any] = lambda value: None

    @property
    def required(self) -> bool:
        return self.default is REQUIRED

    def fault(self, value: Any) -> str:
        """Why this value is wrong, or nothing. Null stands for "not set" where that is the default."""
        if (value is None and self.default is None) or self.good(value):
            return ""
        return _("must be %(what)s") % {"what": self.needs}

    def demand(self, value: Any) -> None:
        """The same check in the form that the prosemirror library calls; raises ValueError."""
        if fault := self.fault(value):
            raise ValueError(fault)


def whole(low: int, high: int, default: Any) -> Attr:
    """An integer in a range; booleans, floats and numerals as text are not integers, but can be mended."""

    def good(value: Any) -> bool:
        return type(value) is int and low <= value <= high

    def mend(value: Any) -> int | None:
        if isinstance(value, str) and value.strip().lstrip("-").isdecimal() and len(value) < 10:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return min(max(int(value), low), high)

    return Attr(good, format_lazy(_("an integer from {low} to {high}"), low=low, high=high), default, mend)


def short_text(limit: int = 1000) -> Attr:
    """Optional text, such as a title or the description of an image."""
    needs = format_lazy(_("text of up to {limit} characters"), limit=limit)
    return Attr(lambda value: isinstance(value, str) and len(value) <= limit, needs)


def _is_language(value: Any) -> bool:
    return isinstance(value, str) and LANGUAGE.fullmatch(value) is not None


def _mend_language(value: Any) -> str | None:
    return value.strip().lower() if isinstance(value, str) and _is_language(value.strip().lower()) else None


def _is_href(value: Any) -> bool:
    return safe_url(value) is not None or is_internal(value)


def _are_widths(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= 100
        and all(type(item) is int and 0 <= item < 10_000 for item in value)
    )


def _is_token(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


level = whole(2, 6, 2)
align = Attr(
    lambda value: value in ALIGNMENTS if isinstance(value, str) else False, _("left, center, right or justify")
)
href = Attr(_is_href, _("a link to http, https, mailto, tel, /path, ?query or #id"), REQUIRED)
source = Attr(lambda value: safe_source(value) is not None, _("the path of an image among the assets"), REQUIRED)
language = Attr(_is_language, _("the name of a language"), None, _mend_language)
widths = Attr(_are_widths, _("a list of widths in pixels"))
target = Attr(_is_token(r"_blank|_self|_parent|_top"), _("_blank or _self"))
rel = Attr(_is_token(r"[a-zA-Z -]{0,200}"), _("words such as noopener"))
anything = Attr(lambda value: True, _("anything"))
