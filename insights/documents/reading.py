"""From paths to files and from bytes to text: the first guard every document passes."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from insights.documents.model import DocumentError

MAX_FILE_BYTES = 4 * 1024 * 1024
SUFFIXES = frozenset({".md", ".markdown", ".txt"})
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import. `name` is its path below the folder that was asked for, the same on every machine."""

    path: Path
    root: Path
    name: str

    def read(self) -> bytes:
        """The file's bytes. A missing, unreadable, special or over-long file is a `DocumentError`."""
        if not os.path.isfile(self.path):
            there = os.path.exists(self.path)
            raise DocumentError("this is not a file" if there else "there is no such file")
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise DocumentError(f"the file cannot be read: {error.strerror}") from error


def collect(paths: Iterable[Path | str]) -> Iterator[SourceFile]:
    """Every document below the given files and folders, in order, each once.

    Folders are searched for the known suffixes; dot files and links that leave the folder are passed over.
    A path that does not exist is handed on too and fails when it is read: one entry of a report, no crash.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        single = [SourceFile(path, path.parent, stable_name(path.name))]
        found = _below(path) if os.path.isdir(path) else single
        for source in found:
            real = _real(source.path)
            if real not in seen:
                seen.add(real)
                yield source


def stable_name(name: str) -> str:
    """A file name that any database can store: bytes that are not UTF-8 are written as `\\xff`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def decode(data: bytes) -> str:
    """UTF-8 bytes as text with `\\n` line ends, without a byte order mark.

    Raises `DocumentError` with line and column for anything else: another encoding, a binary, an empty file.
    """
    if len(data) > MAX_FILE_BYTES:
        raise DocumentError(f"the file is larger than {MAX_FILE_BYTES} bytes")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("the file is UTF-16; please save it as UTF-8", line=1, column=1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = f"the file is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise _at(data.decode("latin-1"), error.start, wrong) from None
    if found := CONTROL.search(text):
        wrong = f"the file is binary: control character U+{ord(found.group()):04X}"
        raise _at(text, found.start(), wrong)
    if not text.replace("\ufeff", "").strip():
        raise DocumentError("the file is empty", line=1)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _at(text: str, offset: int, message: str) -> DocumentError:
    before = text[:offset]
    column = offset - (before.rfind("\n") + 1) + 1
    return DocumentError(message, line=before.count("\n") + 1, column=column)


def _below(root: Path) -> list[SourceFile]:
    inside = Path(_real(root))
    files, folders = [], [root]
    while folders:
        for path in _entries(folders.pop()):
            if os.path.isdir(path):
                folders += [] if path.is_symlink() else [path]
            elif path.suffix.lower() in SUFFIXES and Path(_real(path)).is_relative_to(inside):
                files.append(path)
    return [SourceFile(path, root, stable_name(path.relative_to(root).as_posix())) for path in sorted(files)]


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder. One that cannot be opened is passed over: nobody asked for it by name."""
    with suppress(OSError):
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    return []


def _real(path: Path) -> str:
    """Where a path really leads, so that a file reached twice is read once."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)
