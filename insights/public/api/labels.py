"""Categories, tags and authors as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from taggit.models import Tag

from insights.content.models import Author, Category
from insights.public.absolute import absolute
from insights.public.api.rows import named
from insights.richtext import safe_url


def categories(found: Iterable[Category]) -> list[dict[str, Any]]:
    """Categories with how much is in each."""
    return [_counted("category", "categories", one) | {"description": one.description} for one in found]


def tags(found: Iterable[Tag]) -> list[dict[str, Any]]:
    """Tags with how much has each."""
    return [_counted("tag", "tags", one) for one in found]


def authors(found: Iterable[Author]) -> list[dict[str, Any]]:
    """Authors with what their page says of them."""
    return [
        _counted("author", "authors", one) | {"role": one.role, "bio": one.bio, "profiles": _profiles(one)}
        for one in found
    ]


def _counted(parameter: str, kind: str, thing: Any) -> dict[str, Any]:
    insights = f"{reverse('api:insights')}?{urlencode({parameter: thing.slug})}"
    return {**named(kind, thing.slug, thing.name), "count": thing.count, "insights": absolute(insights)}


def _profiles(author: Author) -> list[dict[str, str]]:
    """Addresses are checked again here, as where pages print them."""
    links = ((row.get("network", ""), safe_url(row.get("url"))) for row in author.profiles)
    return [{"network": network, "url": absolute(url)} for network, url in links if url]
