"""The shapes of answers: the OpenAPI document and the check of every answer are made of these.

A key that is not required may be missing: `fields` leaves it out. Descriptions are marked for translation, and
translated where the documentation prints them; the document itself is English.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Generic, Required, TypeVar

from django.utils.translation import gettext_noop as _
from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

Row = TypeVar("Row")
Shape = TypeVar("Shape", bound=type)
Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]


def about(words: str) -> Callable[[Shape], Shape]:
    """What the documentation says of a shape."""
    return with_config(ConfigDict(json_schema_extra={"description": words}))


@about(_("Why there is no answer."))
class Problem(TypedDict, total=False):
    message: Required[Annotated[str, Field(description=_("What is wrong, in a sentence."))]]
    parameters: Annotated[dict[str, str], Field(description=_("The parameters it is about, each with its reason."))]


@about(_("A category, tag or author that an insight names."))
class Named(TypedDict):
    slug: str
    name: str
    url: Annotated[Url, Field(description=_("Its page."))]


@about(_("One file of a picture."))
class Size(TypedDict):
    crop: Annotated[str, Field(description=_("“full” is all of it, “card” 3:2, “tall” 4:5, “square” 1:1."))]
    url: Url
    width: int
    height: int


@about(_("A picture that is there."))
class Picture(TypedDict):
    url: Annotated[Url, Field(description=_("The whole picture as it was stored."))]
    width: int
    height: int
    alt: Annotated[str, Field(description=_("What is said to those who cannot see it; empty when it only decorates."))]
    credit: str
    colour: Annotated[str, Field(description=_("Its main colour, to show until it is loaded."))]
    sizes: Annotated[list[Size], Field(description=_("Files of other sizes and crops."))]


@about(_("One section of an insight, as readers see it now."))
class Section(TypedDict):
    uid: Annotated[str, Field(description=_("The same in every version of the insight."))]
    kind: str
    data: Annotated[
        dict[str, Any],
        Field(description=_("What it is made of. Rich text is ProseMirror’s nodes, pictures are paths.")),
    ]
    html: Annotated[str, Field(description=_("As its page prints it, with full addresses and without styles."))]


@about(_("An insight in a list."))
class InsightRow(TypedDict, total=False):
    id: Required[Annotated[uuid.UUID, Field(description=_("Stays when title and address change."))]]
    url: Required[Annotated[Url, Field(description=_("Its page."))]]
    slug: str
    title: str
    summary: str
    byline: Annotated[str, Field(description=_("Who wrote it, as it is printed."))]
    author: Annotated[Named | None, Field(description=_("Who wrote it, if they have a page here."))]
    category: Annotated[Named | None, Field(description=_("The category that its page names."))]
    categories: list[Named]
    tags: list[Named]
    image: Picture | None
    published: datetime
    updated: datetime
    reading_minutes: int
    detail: Annotated[Url, Field(description=_("The same insight with its sections."))]
    markdown: Annotated[Url, Field(description=_("Its text as Markdown."))]


@about(_("An insight with its sections."))
class Insight(InsightRow, total=False):
    description: Annotated[str, Field(description=_("The opening sentences."))]
    language: str
    hero: Picture | None
    sections: list[Section]
    images: Annotated[dict[str, Picture], Field(description=_("Pictures of the sections’ data, by their paths."))]


@about(_("A category with something to read."))
class Category(Named):
    description: str
    count: Annotated[int, Field(description=_("How many insights are in it."))]
    insights: Annotated[Url, Field(description=_("The list of them."))]


@about(_("A tag with something to read."))
class Tag(Named):
    count: Annotated[int, Field(description=_("How many insights have it."))]
    insights: Annotated[Url, Field(description=_("The list of them."))]


@about(_("Somebody's page on a network."))
class Profile(TypedDict):
    network: str
    url: Url


@about(_("Somebody who wrote something to read."))
class Author(Named):
    role: str
    bio: str
    profiles: list[Profile]
    count: Annotated[int, Field(description=_("How many insights they wrote."))]
    insights: Annotated[Url, Field(description=_("The list of them."))]


@about(_("A page of a list."))
class Page(TypedDict, Generic[Row]):
    count: Annotated[int, Field(description=_("How many there are on all pages."))]
    page: int
    pages: int
    next: Annotated[Url | None, Field(description=_("The address of the next page."))]
    previous: Annotated[Url | None, Field(description=_("The address of the page before."))]
    items: list[Row]


@about(_("Where everything is."))
class Index(TypedDict):
    insights: Url
    categories: Url
    tags: Url
    authors: Url
    openapi: Url
    docs: Url
