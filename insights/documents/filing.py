"""What a document is filed under: its author by name, its categories by handle or name, each made when new."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q

from insights.content.models import Author, Category
from insights.content.slugs import free_slug, slug_from

Named = TypeVar("Named", Author, Category)
SUFFIX = len("-9999")
# Django's slugs drop these, so that “C#” and “C++” would be one word, and “a,b” another topic's handle.
SPOKEN = str.maketrans({"#": " sharp ", "+": " plus ", ",": " ", "/": " "})


def author_of(byline: str) -> Author | None:
    """The author whom a byline names. Names differ in more than capitals: “Jose Nunez” is not “José Núñez”."""
    name = byline.strip().removeprefix("By ").removeprefix("by ").strip()
    return (_find(Author, name) or _make(Author, name)) if name else None


def category_of(written: str) -> Category:
    """The category with this handle, or else with this name; a handle of none is one with a name made of it."""
    if found := Category.objects.filter(slug=written).first():
        return found
    name = written.replace("-", " ").capitalize() if slug_from(written) == written else written
    return _find(Category, written, name) or _make(Category, name)


def _find(model: type[Named], *names: str) -> Named | None:
    """The first of these names that is there. SQLite's `iexact` knows only ASCII, so the words are compared here."""
    likely = Q(slug__startswith=_slug(model, names[0]))
    for name in names:
        likely |= Q(name__iexact=name)
    rows: dict[str, Named] = {_key(row.name): row for row in model._default_manager.filter(likely).order_by("-pk")}
    return next((rows[_key(name)] for name in names if _key(name) in rows), None)


def _make(model: type[Named], name: str) -> Named:
    """A new one at a free address, or the one of that name which somebody else has made meanwhile."""
    slug = _slug(model, name)
    taken = model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True)
    made = model(name=name, slug=free_slug(slug, set(taken)))
    made.clean_fields()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        if found := _find(model, name):
            return found
        raise
    return made


def _slug(model: type[Named], name: str) -> str:
    field: Any = model._meta.get_field("slug")
    return slug_from(name.lower().translate(SPOKEN))[: field.max_length - SUFFIX].strip("-_")


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
