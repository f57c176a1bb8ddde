"""Text as search compares it: words without case, accents and punctuation, the same on every engine.

Engines split text differently (PostgreSQL reads `and/or` as a file's path) and give signs a meaning of their own.
They are given nothing but letters, digits and spaces, on both sides: what a reader types can only be words.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200  # characters of a query that are read
MOST = 8  # of its words
PREFIX = 4  # a word this long also finds the words that begin with it

NOT_A_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The words of a text, with one space between them."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NOT_A_WORD.sub(" ", text.lower()).strip()


def asked(query: str) -> str:
    """What was typed, as it may be shown again: one line of sensible length."""
    printable = "".join(letter if letter.isprintable() else " " for letter in query[: LONGEST * 4])
    return " ".join(printable.split())[:LONGEST].strip()


def terms(query: str) -> list[str]:
    """The words to look for, each once."""
    return list(dict.fromkeys(fold(asked(query)).split()))[:MOST]


def matches(word: str, wanted: list[str]) -> bool:
    """Whether a folded word is one of those looked for, or begins like one."""
    return any(word == term or (len(term) >= PREFIX and word.startswith(term)) for term in wanted)


def begin(text: str, wanted: str) -> bool:
    """Whether each word wanted begins one of a text's, both folded."""
    return all(any(word.startswith(term) for word in text.split()) for term in wanted.split())
