"""A finding: what was noticed, how much it matters, and where."""

from __future__ import annotations

from typing import NamedTuple

from insights.sections.base import Section

ERROR, WARNING = "error", "warning"


class Check(NamedTuple):
    """Something to do (an error, which stops publishing) or to look at (a warning).

    `uid` is the section, empty for the page itself; `field` the path inside its data: `body`, `links[2].url`.
    """

    level: str
    uid: str
    field: str
    message: str

    @property
    def is_error(self) -> bool:
        return self.level == ERROR


def at(section: Section, field: str, message: object, level: str = WARNING) -> Check:
    """A finding about one section."""
    return Check(level, section.uid, field, str(message))


def brief(words: str, length: int = 60) -> str:
    """Words as a message may quote them."""
    line = " ".join(words.split())
    return line if len(line) <= length else f"{line[:length].rstrip()}…"
