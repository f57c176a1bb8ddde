"""Where the API's operations are."""

from __future__ import annotations

from django.urls import register_converter


class Word:
    """A tag's slug: letters of any script."""

    regex = r"[\w-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Word, "word")

ROUTES = {
    "index": "",
    "insights": "insights/",
    "insight": "insights/<slug:key>/",
    "categories": "categories/",
    "category_by_slug": "categories/<slug:slug>/",
    "tags": "tags/",
    "tag_by_slug": "tags/<word:slug>/",
    "authors": "authors/",
    "author_by_slug": "authors/<slug:slug>/",
}
