"""Time zones as people choose them, by region and city, and their clocks."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import groupby

LONGEST = 64


@cache
def known() -> frozenset[str]:
    """Every name that is accepted, the older ones that browsers report included."""
    return frozenset(zoneinfo.available_timezones())


def zone_of(name: str, fallback: zoneinfo.ZoneInfo) -> zoneinfo.ZoneInfo:
    """The zone of this name, or the fallback when there is none."""
    return zoneinfo.ZoneInfo(name) if len(name) <= LONGEST and name in known() else fallback


def choices(*more: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a form, grouped by region: one of each zone of the world, and the names that are asked for."""
    names = sorted({*_cities(), *(name for name in more if name in known())})
    return [(region, _named(found)) for region, found in groupby(names, lambda name: name.partition("/")[0])]


def printed(name: str) -> str:
    """A zone's name for people."""
    return name.replace("_", " ")


def clock(moment: datetime, zone: zoneinfo.ZoneInfo) -> str:
    """What the clock shows, with the zone's letters in the night in which it shows an hour twice."""
    local = moment.astimezone(zone)
    is_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{local:%H:%M %Z}" if is_twice else f"{local:%H:%M}"


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, printed(name.partition("/")[2] or name)) for name in names]


@cache
def _cities() -> tuple[str, ...]:
    """From the table of the time-zone database that lists each zone once, with the places that may be apart."""
    lines = files("tzdata").joinpath("zoneinfo", "zone1970.tab").read_text("utf-8").splitlines()
    return ("UTC", *(line.split("\t")[2] for line in lines if line and not line.startswith("#")))
