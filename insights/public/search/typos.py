"""What a mistyped word may have been."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from django.db.models import Q

from insights.public.search.models import SearchWord

MOST = 5000
ALIKE = 0.75


def corrected(words: Sequence[str]) -> list[str]:
    """The words with each that stands nowhere replaced by the likest one; nothing when there is none to replace.

    A short word may be the beginning of one.
    """
    known = _candidates(words)
    better = [_better(word, known) for word in words]
    return better if better != list(words) else []


def _better(word: str, known: Sequence[str]) -> str:
    """Of two that are alike the one that finds the other too: `trust` and not `trusts`."""
    if longer := [other for other in known if other.startswith(word)]:
        return word if len(word) >= SearchWord.SHORTEST else min(longer, key=len)
    if len(word) < SearchWord.SHORTEST:
        return word
    alike = get_close_matches(word, known, 5, ALIKE)
    return min((other for other in alike if alike[0].startswith(other)), key=len, default=word)


def _candidates(words: Iterable[str]) -> list[str]:
    """One mistake leaves the first two letters as they are, or the last three."""
    wanted = Q(pk__in=[])
    for word in words:
        length = Q(length__gte=len(word) - 2, length__lte=len(word) + 2)
        alike = Q(word__startswith=word[:2]) | Q(word__endswith=word[-3:])
        wanted |= Q(word__startswith=word) | (length & alike)
    return list(SearchWord.objects.filter(wanted).values_list("word", flat=True)[:MOST])
