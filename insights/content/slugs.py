"""Slugs: the last part of an insight's or category's address."""

from __future__ import annotations

import hashlib
from collections.abc import Container

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 200
LONGEST = 180  # what is made or typed from now on: a redirect holds 200 characters, with `/insights/` before the slug
WORDS = (
    "admin api archive author authors demo feed feeds index insights livez media new page pages preview readyz rss "
    "search sitemap static tag tags topic topics"
)
RESERVED = frozenset(WORDS.split())


def slug_from(text: str) -> str:
    """An address for this text, never empty or reserved: titles without Latin letters get a short hash."""
    slug = slugify(text)[:LONGEST].strip("-_")
    if not slug:
        return f"insight-{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:8]}"
    return f"{slug}-insight" if slug in RESERVED else slug


def free_slug(text: str, taken: Container[str]) -> str:
    """`slug_from`, with `-2`, `-3` … behind it while the slug is taken."""
    slug, number = slug_from(text), 1
    candidate = slug
    while candidate in taken:
        number += 1
        suffix = f"-{number}"
        candidate = slug[: LONGEST - len(suffix)] + suffix
    return candidate


def usable(slug: str) -> None:
    """Raise ValidationError for an address that a page of the site itself needs, or that two spellings could share."""
    if slug != slug.lower() or not slug.strip("-_"):
        raise ValidationError(_("Use small letters and digits, with hyphens between them."))
    if len(slug) > LONGEST:
        raise ValidationError(_("At most %(limit)s characters."), params={"limit": LONGEST})
    if slug in RESERVED:
        raise ValidationError(_("“%(slug)s” is an address of the site itself; choose another."), params={"slug": slug})
