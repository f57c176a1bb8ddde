"""The words that an insight is about: counted without case, accents and endings."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from insights.content.models import Insight
from insights.content.related import RelatedTerm
from insights.public.related.languages import is_empty, stem
from insights.public.search.words import fold

KEPT = 48  # words of an insight
READ = 100_000  # characters of a text
SHORTEST = 4
HEAVY, MIDDLING, LIGHT = 4, 2, 1


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


def _tells(word: str) -> bool:
    return SHORTEST <= len(word) <= RelatedTerm.LONGEST and not is_empty(word) and not word.isdigit()


def _texts(version: Insight) -> list[tuple[str, int]]:
    lasting = (section for section in version.sections.all() if section.is_known and section.enabled)
    body = [section.text() for section in lasting if not (section.visible_from or section.visible_until)]
    tags = " ".join(tagged.tag.name for tagged in version.tagged.all())
    return [(version.title, HEAVY), (tags, HEAVY), (version.summary, MIDDLING), *((text, LIGHT) for text in body)]
