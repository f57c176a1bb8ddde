"""Pages of a list: numbers, neighbours and links, with wrong numbers refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 13  # a lead story and full rows of two and three


@dataclass
class Link:
    """One entry of the page links; a gap has no address."""

    number: int
    url: str
    current: bool = False
    gap: bool = False


@dataclass
class Listing:
    """One page of a list."""

    items: Sequence[Any]
    number: int
    total: int
    last: int
    path: str
    links: list[Link] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.last

    @property
    def previous_url(self) -> str:
        return self.at(self.number - 1)

    @property
    def next_url(self) -> str:
        return self.at(self.number + 1)

    @property
    def query(self) -> str:
        """What follows the path in this page's own address."""
        return address("", self.number, self.asked)

    def at(self, number: int) -> str:
        """The address of one page of this list."""
        return address(self.path, number, self.asked)


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything but a plain positive number is not found."""
    asked = request.GET.getlist("page")
    if not asked:
        return 1
    if len(asked) > 1 or not re.fullmatch(r"[1-9][0-9]{0,5}", asked[0], re.ASCII):
        raise Http404
    return int(asked[0])


def listing(
    request: HttpRequest,
    items: Sequence[Any] | QuerySet[Any],
    total: int | None = None,
    asked: dict[str, str] | None = None,
) -> Listing:
    """The page of `items` that the request asks for; raises Http404 beyond the last one.

    `asked` are the parameters that the pages' addresses keep: the known ones only, for a list echoes nothing.
    """
    paginator = Paginator(items, PER_PAGE)
    if total is not None:
        paginator.count = total
    number = page_number(request)
    if number > paginator.num_pages:
        raise Http404
    shown = list(items[(number - 1) * PER_PAGE : number * PER_PAGE])
    page = Listing(shown, number, paginator.count, paginator.num_pages, request.path, asked=asked or {})
    page.links = [_link(page, entry) for entry in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)]
    return page


def pages_of(path: str, number: int, total: int, size: int) -> Listing:
    """A page of a list of `total`, without its items yet; raises Http404 beyond the last one."""
    paginator = Paginator(range(total), size)
    if number > paginator.num_pages:
        raise Http404
    page = Listing([], number, total, paginator.num_pages, path)
    page.links = [_link(page, entry) for entry in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)]
    return page


def address(path: str, number: int, asked: dict[str, str] | None = None) -> str:
    """A list's address at a page; the first has no number. What the list was asked for stays in it."""
    parts = (asked or {}) | ({"page": str(number)} if number > 1 else {})
    return f"{path}{'&' if '?' in path else '?'}{urlencode(parts)}" if parts else path


def _link(page: Listing, entry: Any) -> Link:
    if not isinstance(entry, int):
        return Link(0, "", gap=True)
    return Link(entry, page.at(entry), current=entry == page.number)
