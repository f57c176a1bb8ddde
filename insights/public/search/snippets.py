"""The place in a page where the words stand, with them marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from insights.public.search.models import Passages
from insights.public.search.words import PREFIX, fold, matches

WORD = re.compile(r"[^\W_]+")
BREAK = re.compile(r"(?<=\w)\s*\n+\s*")  # after a heading, which ends without a stop
BEFORE, LENGTH = 6, 30  # words


class Snippet(NamedTuple):
    """Marked text, and the id of the place in the page it is from."""

    html: SafeString
    anchor: str = ""


def snippet(passages: Passages, terms: list[str]) -> Snippet | None:
    """From the passage with the most of the words; None when it has none of them."""
    scored = [(_score(text, terms), -at) for at, (_, text) in enumerate(passages)]
    score, at = max(scored, default=(0, 0))
    if not score:
        return None
    anchor, text = passages[-at]
    return Snippet(cut(text, terms), anchor)


def marked(text: str, terms: list[str]) -> SafeString:
    """The whole text, escaped, with the words marked."""
    html, done = [], 0
    for word in _words(text, terms):
        html += [escape(text[done : word.start()]), format_html("<mark>{}</mark>", word[0])]
        done = word.end()
    return mark_safe("".join([*html, escape(text[done:])]))


def cut(text: str, terms: list[str]) -> SafeString:
    """Some thirty words round the first of those looked for."""
    text = " ".join(BREAK.sub(" · ", text).split())
    first = next(iter(_words(text, terms)), None)
    words = list(WORD.finditer(text))
    at = next((number for number, word in enumerate(words) if first and word.start() == first.start()), 0)
    begin, end = max(0, at - BEFORE), max(0, at - BEFORE) + LENGTH
    start = words[begin].start() if begin else 0
    stop = words[end].start() if end < len(words) else len(text)
    is_cut = stop < len(text)
    shown = marked(text[start:stop].rstrip(" .,;:" if is_cut else None), terms)
    return format_html("{}{}{}", "…" if begin else "", shown, "…" if is_cut else "")


def _words(text: str, terms: list[str]) -> Sequence[re.Match[str]]:
    return [word for word in WORD.finditer(text) if matches(fold(word[0]), terms)]


def stands_in(text: str, terms: list[str]) -> bool:
    """Whether a text has all of the words."""
    return _score(text, terms) == len(terms)


def _score(text: str, terms: list[str]) -> int:
    """How many of the words begin a word of the text."""
    folded = f" {fold(text)} "
    return sum(f" {term}" in folded if len(term) >= PREFIX else f" {term} " in folded for term in terms)
