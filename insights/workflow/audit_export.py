"""The audit trail as a file for spreadsheets."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from insights.publishing.audit import record
from insights.publishing.models import Action, AuditEntry

HEAD = (_("when (UTC)"), _("who"), _("what"), _("insight"), _("insight id"), _("details"))
FIRST = r"=+\-@'＝＋－＠"
LIVELY = re.compile(rf"""\A(?=[\s"]*[{FIRST}]|\s)|(?<=[;\r\n])(?=[ "]*[{FIRST}])""")


def lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """One line after the other, the names of the columns first, in the language of whoever asks now."""
    writer = csv.writer(Echo())
    head: str = writer.writerow([str(name) for name in HEAD])
    return chain(["\ufeff" + head], (writer.writerow([inert(cell) for cell in _cells(entry)]) for entry in entries))


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (ASVS 5, 1.2.10); taking each added apostrophe away gives it back.

    Where commas are for decimals, a spreadsheet begins a cell after every semicolon and line end, even within quotes.
    """
    return LIVELY.sub("'", cell)


def remember(by: Any, of: str, **details: Any) -> AuditEntry:
    """An export is an entry itself."""
    return record(Action.EXPORTED, by=by, of=of, **details)


def remember_erased(by: Any, of: str, **details: Any) -> AuditEntry:
    """So is erasing what may be kept no longer."""
    return record(Action.PURGED, by=by, of=of, **details)


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True) if entry.details else ""
    when = entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return when, entry.actor_name, entry.action, entry.title, str(entry.insight_id or ""), details


class Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> Any:
        return line
