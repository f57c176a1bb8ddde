"""The words that an insight is about: counted without case, accents and endings."""

from __future__ import annotations

import threading
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from insights.content.models import Insight
from insights.content.related import RelatedTerm
from insights.public.search.words import fold

KEPT = 48  # words of an insight
READ = 100_000  # characters of a text
SHORTEST = 4
HEAVY, MIDDLING, LIGHT = 4, 2, 1
# What says nothing about a text and is longer than three letters.
ENGLISH = """
EMPTY about above after again against almost along already also although always among another anything around
because been before being below between both came cannot come could does doing done down during each either else
enough even ever every everything first from gave give given goes going gone have having here herself himself into
itself just keep kept knew know known last later least less like made make makes making many maybe might more most
much must myself need neither never next nothing often once only other others ours ourselves over perhaps quite
rather really said same says seem seen several shall should since some someone something sometimes still such sure
take taken tell than that their theirs them themselves then there these they thing things think this those though
three through together told took toward towards under until upon very want wants well went were what whatever when
where whether which while whom whose will with within without would your yours yourself yourselves
"""
EMPTY = frozenset(ENGLISH.split())
_STEMMER = snowballstemmer.stemmer("english")
_TURN = threading.Lock()  # a stemmer keeps the word it works on


class Word(NamedTuple):
    """How much an insight uses a word, and the form of it that stands there most."""

    uses: int
    form: str


def words_of(version: Insight) -> dict[str, Word]:
    """The words it uses most, by their stems; of the text, what stays on the page."""
    counts = Counter[str]()
    for text, weight in _texts(version):
        for word in fold(text[:READ]).split():
            if _tells(word):
                counts[word] += weight
    found: dict[str, Word] = {}
    for form, count in counts.most_common():
        before = found.get(stem(form), Word(0, form))
        found[stem(form)] = Word(before.uses + count, before.form)
    return dict(sorted(found.items(), key=lambda item: (-item[1].uses, item[0]))[:KEPT])


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Equal for a word's forms: `mentoring` and `mentors`."""
    with _TURN:
        return str(_STEMMER.stemWord(word))[: RelatedTerm.LONGEST]


def _tells(word: str) -> bool:
    return SHORTEST <= len(word) <= RelatedTerm.LONGEST and word not in EMPTY and not word.isdigit()


def _texts(version: Insight) -> list[tuple[str, int]]:
    lasting = (section for section in version.sections.all() if section.is_known and section.enabled)
    body = [section.text() for section in lasting if not (section.visible_from or section.visible_until)]
    tags = " ".join(tagged.tag.name for tagged in version.tagged.all())
    return [(version.title, HEAVY), (tags, HEAVY), (version.summary, MIDDLING), *((text, LIGHT) for text in body)]
