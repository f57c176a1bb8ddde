"""The kinds of sections there are. Adding a kind means its own module and one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from insights.sections.base import Section

KINDS = (
    "article",
    "text",
    "quote",
    "image",
    "key_figures",
    "faq",
    "social_links",
    "insight_grid",
    "call_to_action",
)


@cache
def kinds() -> dict[str, type[Section]]:
    """Every kind by its name, in the order of the picker."""
    found = map(_kind_in, KINDS)
    return {name_of(kind): kind for kind in found}


def kind_class(name: str) -> type[Section]:
    """The class of a kind by its name, or by its handle in documents; the plain Section when there is none."""
    return kinds().get(name) or _by_handle().get(name, Section)


def kind_name(handle: str) -> str:
    """The kind that documents call by this handle; unknown handles name themselves."""
    kind = _by_handle().get(handle) or kinds().get(handle)
    return name_of(kind) if kind else handle


def name_of(kind: type[Section]) -> str:
    """A kind's name is the name of its module."""
    return kind.__module__.rpartition(".")[2]


@cache
def _by_handle() -> dict[str, type[Section]]:
    return {kind.handle: kind for kind in kinds().values() if kind.handle}


def _kind_in(name: str) -> type[Section]:
    module = import_module(name if "." in name else f"insights.sections.{name}")
    return next(
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Section) and value.__module__ == module.__name__
    )
