"""The catalogues of translations: `.po` files that people edit, and the `.mo` files beside them that programs read.

The latter are made at set-up, by Babel: a fresh machine has Python, pip and make, and no GNU gettext.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent.parent / "insights" / "locale"
WIDTH = 110


def files() -> list[Path]:
    """Every `.po` there is."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """The catalogue that a `.po` file holds."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, domain=path.stem)


def write(path: Path, catalogue: Catalog) -> None:
    """In an order and with comments that change only when the texts do."""
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def compile_stale() -> list[Path]:
    """Make the `.mo` files that are missing or older than their `.po`; whole, whoever reads or makes them meanwhile."""
    stale = [path for path in files() if not _is_current(path)]
    for path in stale:
        _compile(path)
    return stale


def open_messages(catalogue: Catalog) -> Iterator[Message]:
    """What is not translated, or only by a guess."""
    for message in catalogue:
        translations = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(translations)):
            yield message


def _compile(path: Path) -> None:
    handle, made = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, read(path))
    times = path.stat()
    os.utime(made, ns=(times.st_atime_ns, times.st_mtime_ns))
    Path(made).chmod(0o644)
    Path(made).replace(path.with_suffix(".mo"))


def _is_current(path: Path) -> bool:
    """Same time as its source: a checkout of something older is noticed too."""
    made = path.with_suffix(".mo")
    return made.exists() and made.stat().st_mtime_ns == path.stat().st_mtime_ns
