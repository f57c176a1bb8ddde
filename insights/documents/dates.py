"""Dates as people and Statamic write them, always as aware moments in UTC.

What names no offset is meant in the site's zone, so that a page prints the day that was written.
"""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils.timezone import get_default_timezone

YEARS = range(1900, 9999)
TIMESTAMPS = range(10**8, 10**11)
ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( ?(Z|[+-]\d\d:?\d\d))?)?", re.ASCII)
STATAMIC = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)?", re.ASCII)
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})", re.ASCII)
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)


def moment(value: Any) -> datetime:
    """A front matter value as a moment: seconds since 1970, or `2021-02-26`, perhaps with time and offset.

    A date without a time is midnight where the site is. Raises ValueError for anything else, impossible days included.
    """
    if type(value) is int and value in TIMESTAMPS:
        return _checked(datetime.fromtimestamp(value, UTC))
    if not isinstance(value, str):
        raise ValueError("not a date")
    text = value.strip()
    if found := STATAMIC.fullmatch(text):
        text = f"{found[1]} {found[2]}:{found[3]}:{found[4] or '00'}"
    if not ISO.fullmatch(text):
        raise ValueError("not a date")
    return _utc(datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").replace(" Z", "Z")))


def written(text: str) -> datetime:
    """A date in English text: `February 26, 2021`, `26 February 2021`, `Feb 26, 2021`, `2021-02-26`."""
    line = " ".join(text.split())
    if found := MONTH_FIRST.fullmatch(line):
        return moment(f"{found[3]}-{_month(found[1]):02}-{int(found[2]):02}")
    if found := DAY_FIRST.fullmatch(line):
        return moment(f"{found[3]}-{_month(found[2]):02}-{int(found[1]):02}")
    return moment(line)


def _month(word: str) -> int:
    name = word.lower().replace("sept", "sep") if len(word) == 4 else word.lower()
    found = [number for number, month in enumerate(MONTHS, 1) if name in (month, month[:3])]
    if not found:
        raise ValueError("not a month")
    return found[0]


def _utc(when: datetime) -> datetime:
    """An hour that the clock skipped is the one after it; of an hour that came twice it is the first."""
    try:
        aware = (when if when.tzinfo else when.replace(tzinfo=get_default_timezone())).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("not a date") from error
    return _checked(aware)


def _checked(when: datetime) -> datetime:
    if when.year not in YEARS:
        raise ValueError(f"not a year from {YEARS.start} to {YEARS.stop - 1}")
    return when
