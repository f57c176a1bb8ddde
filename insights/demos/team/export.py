"""Requests as a file for spreadsheets. No cell of it is a formula: XLSX says what each cell is, CSV cannot."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.utils.translation import gettext as _

from insights.demos.changes import called
from insights.demos.models import DemoRequest
from insights.workflow.audit_export import Echo, inert

PLAIN: dict[str, Any] = {
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd hh:mm",
    **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
}
MOMENT = "%Y-%m-%d %H:%M"


def columns() -> dict[str, Callable[[Any], Any]]:
    """The title of each column and what stands in it."""
    return {
        _("Received"): lambda demo: demo.created_at,
        _("State"): lambda demo: demo.get_state_display(),
        _("Company"): lambda demo: demo.company,
        _("Name"): lambda demo: demo.name,
        _("Role"): lambda demo: demo.role,
        _("Work e-mail"): lambda demo: demo.email,
        _("Company size"): lambda demo: demo.company_size,
        _("Topics"): lambda demo: ", ".join(topic.name for topic in demo.topics.all()),
        _("Message"): lambda demo: demo.message,
        _("Preferred days"): lambda demo: demo.preferred_days,
        _("Preferred time"): lambda demo: demo.preferred_time,
        _("Time zone"): lambda demo: demo.time_zone,
        _("Booked for"): lambda demo: demo.booked_for,
        _("Owner"): lambda demo: called(demo.owner),
        _("Next step"): lambda demo: demo.next_step,
        _("Due"): lambda demo: demo.next_step_on.isoformat() if demo.next_step_on else "",
        _("Flagged"): lambda demo: ", ".join(map(str, demo.reasons)),
        _("Insight"): lambda demo: demo.insight_title or "",
        _("Call to action"): lambda demo: demo.cta_text,
        _("Campaign source"): lambda demo: str(demo.campaign.get("utm_source", "")),
        _("Campaign"): lambda demo: str(demo.campaign.get("utm_campaign", "")),
        _("Id"): lambda demo: str(demo.pk),
    }


def rows(demos: Iterable[DemoRequest], zone: ZoneInfo) -> Iterator[list[Any]]:
    """The titles, then one row for each request; moments on the clock of the zone, which the titles name."""
    cells = columns()
    moments = {_("Received"), _("Booked for")}
    yield [f"{title} ({zone.key})" if title in moments else title for title in cells]
    for demo in demos:
        yield [_local(cell(demo), zone) for cell in cells.values()]


def lines(table: Iterable[list[Any]]) -> Iterator[str]:
    """The table as CSV, line by line."""
    writer = csv.writer(Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for row in table:
        yield writer.writerow([inert(_text(cell)) for cell in row])


def workbook(table: Iterable[list[Any]]) -> IO[bytes]:
    """The table as XLSX, in a file that is gone when it is closed. Rows are on disk as soon as they are written."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with xlsxwriter.Workbook(made, PLAIN) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns()) - 1, 20)
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell)
    made.seek(0)
    return made


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell)
    elif cell not in (None, ""):
        sheet.write_string(row, column, cell)


def _local(cell: Any, zone: ZoneInfo) -> Any:
    """Spreadsheets know no zones."""
    return cell.astimezone(zone).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _text(cell: Any) -> str:
    return cell.strftime(MOMENT) if isinstance(cell, datetime) else str(cell if cell is not None else "")
