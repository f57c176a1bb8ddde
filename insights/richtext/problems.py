"""What can be wrong with rich text, and where: the words all of this package reports in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

Nodes = list[dict[str, Any]]


class Problem(NamedTuple):
    """One fault and its place, such as `[3].content[0].marks[0].attrs.href`; the path of the whole is empty."""

    path: str
    message: str


class RichTextError(ValueError):
    """Rich text that cannot be taken. `problems` lists every fault that was found, with its path."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{path}: {message}".lstrip(": ") for path, message in self.problems[:20]))


def brief(value: Any) -> str:
    """A value as it may stand in a message: short, however long or deep it is."""
    if isinstance(value, str):
        return repr(value[:40])
    if isinstance(value, list | dict):
        return _("a list") if isinstance(value, list) else _("an object")
    return repr(value)[:40]


def number(value: int) -> str:
    """A large number as one reads it."""
    return number_format(value, force_grouping=True)


def refusal(message: str, path: str = "", **values: object) -> RichTextError:
    """The error for one fault."""
    return RichTextError([Problem(path, message % values)])
