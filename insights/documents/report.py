"""What an import did, as a table for people and as JSON for programs."""

from __future__ import annotations

import io
import json
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from insights.documents.assets import Assets
from insights.documents.model import Line, Note
from insights.documents.save import Outcome

STYLES = {Outcome.CREATED: "green", Outcome.UPDATED: "cyan", Outcome.UNCHANGED: "dim", Outcome.FAILED: "bold red"}


@dataclass
class Entry:
    """One document's line of the report."""

    name: str
    outcome: Outcome
    title: str = ""
    slug: str = ""
    notes: list[Note] = field(default_factory=list)
    lines: tuple[Line, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data: `notes` with file, line or path; `lines` accounts for every line of a plain-text file."""
        return {
            "file": self.name,
            "outcome": self.outcome.value,
            "title": self.title,
            "slug": self.slug,
            "notes": [{"path": note.path, "line": note.line, "message": note.message} for note in self.notes],
            "lines": [{"line": line.number, "role": line.role, "name": line.name} for line in self.lines],
        }


@dataclass
class Report:
    """All entries of a run."""

    entries: list[Entry] = field(default_factory=list)
    assets: Assets | None = None

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(entry.outcome for entry in self.entries)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def failed(self) -> bool:
        return any(entry.outcome is Outcome.FAILED for entry in self.entries)

    def as_json(self) -> dict[str, Any]:
        documents = [entry.as_json() for entry in self.entries]
        return {
            "counts": self.counts,
            "documents": documents,
            "assets": self.assets.as_json() if self.assets else None,
        }

    def as_text(self, *, as_json: bool) -> str:
        """What the command prints."""
        if as_json:
            return json.dumps(self.as_json(), indent=2, ensure_ascii=False)
        console = Console(file=io.StringIO(), width=shutil.get_terminal_size((100, 24)).columns, highlight=False)
        with console.capture() as printed:
            self.print(console)
        return printed.get()

    def print(self, console: Console) -> None:
        """The table, then every note with its place, then the counts."""
        table = Table("Document", "Outcome", "Title", "Notes", box=None, pad_edge=False)
        for entry in self.entries:
            style = STYLES[entry.outcome]
            table.add_row(*map(escape, _row(entry)), style=style)
        console.print(table)
        for line in _notes(self.entries):
            console.print(escape(line), soft_wrap=True)
        if self.assets:
            console.print(escape(str(self.assets)), soft_wrap=True)
        console.print(", ".join(f"{count} {outcome}" for outcome, count in self.counts.items()))


def _row(entry: Entry) -> tuple[str, str, str, str]:
    return entry.name, entry.outcome.value, entry.title, str(len(entry.notes) or "")


def _notes(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        yield from (f"{entry.name}: {note}" for note in entry.notes)
        skipped = [str(line.number) for line in entry.lines if line.role == "skipped"]
        if skipped:
            yield f"{entry.name}: lines {', '.join(skipped)} skipped as page furniture"
