"""What a section gives to the page around it."""

from __future__ import annotations

from typing import NamedTuple

from insights.richtext import Nodes


class Opening(NamedTuple):
    """What a section gives to the top of the page and to lists: paths of pictures and a sentence or two."""

    hero: str = ""
    thumbnail: str = ""
    description: str = ""


class Passage(NamedTuple):
    """Rich text that a section prints, and the field it stands in: `body`, `questions[2].answer`."""

    field: str
    nodes: Nodes


class Figure(NamedTuple):
    """A picture that tells something: its field, its path, and what is said about it there."""

    field: str
    path: str
    alt: str
