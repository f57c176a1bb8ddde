"""What the head of a public page says to those who find and share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from babel.core import get_global
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from insights.public import structured, twins
from insights.public.absolute import absolute
from insights.public.dates import first_published
from insights.public.drawing import SIZE
from insights.public.entries import address
from insights.public.feed_formats import FORMATS
from insights.public.frame import Frame
from insights.public.pages import Page
from insights.public.places import EVERYTHING
from insights.public.share_images import shareable

SUBJECTS = {"category": "topics", "tag": "tags", "author": "authors"}  # what a page is about, and where its feeds are


class Picture(NamedTuple):
    """The picture that is shown where a page's address is shared."""

    url: str
    width: int
    height: int
    alt: str


class Alternate(NamedTuple):
    """The same in another format."""

    url: str
    type: str
    title: str


@dataclass
class Head:
    """Every address in it is absolute and made from SITE_URL. `context` is what the page's template gets."""

    site: Frame
    canonical: str
    path: str
    context: Mapping[str, Any] = field(repr=False)

    @property
    def article(self) -> Page | None:
        """The insight, on an insight's page."""
        page = self.context.get("page")
        return page if isinstance(page, Page) else None

    @property
    def type(self) -> str:
        return "article" if self.article else "website"

    @property
    def locale(self) -> str:
        """The page's language as Open Graph names it, with the country where most speak it."""
        return _locale(get_language() or "en")

    @property
    def title(self) -> str:
        return str(self.context.get("page_title") or self.site.brand)

    @property
    def description(self) -> str:
        return str(self.context.get("page_description") or self.site.description)

    @property
    def published(self) -> datetime | None:
        return first_published(self.article._insight) if self.article else None

    @property
    def updated(self) -> datetime | None:
        return self.article.updated if self.article else None

    @property
    def twin(self) -> str:
        """The article as Markdown."""
        return absolute(twins.address(self.article._insight)) if self.article else ""

    @cached_property
    def picture(self) -> Picture:
        """The hero, where the networks can show it; else what was drawn at publishing; else the site's own."""
        page = self.article
        hero = page.hero if page else None
        if page and hero and (shared := shareable(hero)):
            return Picture(absolute(shared.url), shared.width, shared.height, hero.alt or page.title)
        drawn = getattr(page, "share_image", None) if page else None
        url = drawn.file.url if drawn else static("img/share.jpg")
        return Picture(absolute(url), *SIZE, self.title)

    @property
    def feeds(self) -> list[Alternate]:
        """The feeds of what the page is about, then those of everything."""
        subjects = ((kind, self.context.get(name)) for name, kind in SUBJECTS.items())
        own = [(kind, found.slug, found.name) for kind, found in subjects if found is not None]
        return [
            Alternate(absolute(address(kind, slug, form)), shape.content_type, f"{name} ({shape.label})")
            for kind, slug, name in [*own, (EVERYTHING, "", _("Insights"))]
            for form, shape in FORMATS.items()
        ]

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Front page, list, topic, this page: as far as they lead here."""
        insights = reverse("insight_list")
        steps = [(self.site.brand, reverse("home"))]
        if self.path.startswith(insights):
            steps.append((_("Insights"), insights))
        if self.article and self.article.category:
            steps.append((self.article.category.name, self.article.category.url))
        return steps if self.path in {path for _name, path in steps} else [*steps, (self.title, self.path)]

    @property
    def structured(self) -> SafeString:
        """All of it as JSON-LD."""
        nodes = structured.site_nodes(self.site)
        if len(self.trail) > 1:
            nodes.append(structured.trail(self.trail))
        if page := self.article:
            nodes.append(structured.article(page, self.canonical, self.picture.url, self.description))
            nodes += structured.of_sections(page)
        return structured.script(nodes)


@cache
def _locale(language: str) -> str:
    likely = get_global("likely_subtags").get(language, language).split("_")
    return "_".join(dict.fromkeys((likely[0], likely[-1])))
