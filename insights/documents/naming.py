"""Names that stay the same from import to import: ids, section ids, slugs."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.text import slugify

from insights.content.slugs import LONGEST, RESERVED
from insights.documents.dates import moment
from insights.documents.model import Note

NAMESPACE = uuid5(NAMESPACE_URL, "mentorsite:insights:documents")
DATED = re.compile(r"(\d{4}-\d\d-\d\d(?:-\d{4}(?:\d\d)?)?)\.(.+)", re.ASCII | re.DOTALL)


def document_id(source: str) -> UUID:
    """The id of a document that brings none: always the same for the same path below the imported folder."""
    return uuid5(NAMESPACE, source)


def section_uid(document: UUID, path: str, taken: Iterable[str] = ()) -> str:
    """The id of a block that brings none: always the same for the same place in the same document."""
    used = set(taken)
    tries = (uuid5(document, f"{path}{'+' * turn}").hex[:8] for turn in range(len(used) + 1))
    return next(uid for uid in tries if uid not in used)


class FileName(NamedTuple):
    """What a file name says about its document."""

    slug: str
    date: datetime | None = None
    notes: tuple[Note, ...] = ()


def from_file_name(source: str) -> FileName:
    """Slug and date of a file name: `2021-02-26.trust.md` has both, `trust.md` only a slug.

    A date that does not exist becomes a note. Never raises; a name without a letter gives an empty slug.
    """
    stem = PurePosixPath(source).stem
    found = DATED.fullmatch(stem)
    if not found:
        return FileName(_slug(stem))
    try:
        return FileName(_slug(found[2]), moment(found[1]))
    except ValueError:
        return FileName(_slug(found[2]), None, (Note("", f"the file name's date {found[1]} does not exist"),))


def is_slug(text: str) -> bool:
    """Whether the text can be an insight's address: lower case, short, no word that the site itself uses."""
    return 0 < len(text) <= LONGEST and slugify(text) == text and text not in RESERVED


def choose_slug(wanted: str, source: str, title: str, document: UUID) -> str:
    """The first usable of: the slug asked for, the file's name, the title, one made from the id."""
    tries = (wanted, from_file_name(source).slug, _slug(title))
    return next((slug for slug in tries if is_slug(slug)), f"insight-{document.hex[:8]}")


def _slug(text: str) -> str:
    return slugify(text)[:LONGEST].strip("-_")
