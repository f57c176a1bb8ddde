"""Feeds of everything, of topics, tags and authors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.views.decorators.http import require_safe

from insights.public.conditional import answer
from insights.public.entries import FORMATS as FILES
from insights.public.entries import feed
from insights.public.feed_formats import FORMATS
from insights.public.places import FINDERS, Place, everything, find


class FeedFile:
    """`atom.xml`, `rss.xml` and `feed.json` in addresses."""

    regex = "|".join(name.replace(".", r"\.") for name in FILES.values())

    def to_python(self, value: str) -> str:
        return next(form for form, name in FILES.items() if name == value)

    def to_url(self, value: str) -> str:
        return FILES[value]


class PlaceKind:
    """The kinds of places that have feeds of their own."""

    regex = "|".join(FINDERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedFile, "feedfile")
register_converter(PlaceKind, "place")


@require_safe
def newest(request: HttpRequest, form: str) -> HttpResponse:
    """What is new on the whole site."""
    return _answer(request, everything(), form)


@require_safe
def newest_in_place(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponse:
    """What is new in a topic, under a tag, by an author."""
    return _answer(request, find(kind, slug), form)


def _answer(request: HttpRequest, place: Place, form: str) -> HttpResponse:
    found, chosen = feed(place), FORMATS[form]
    return answer(request, chosen.write(found), chosen.content_type, found.updated)
