"""Links that lead nowhere: within the site, on the page itself, or to what was never an address.

Nothing is fetched: other people's sites are theirs to check.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from insights.content import clock
from insights.content.models import Category, Insight
from insights.publishing.findings import Check, at, brief
from insights.richtext import is_internal, safe_url
from insights.sections.base import Section
from insights.sections.fields import Link
from insights.sections.rendering import IDS_OF_THE_FRAME, Rendering

PATH_END = re.compile(r"[?#]")
ID = re.compile(r'\sid="([^"]+)"')


class Use(NamedTuple):
    """A link where it stands; `path` is set when it leads to this site, `match` when something answers there."""

    section: Section
    field: str
    link: Link
    path: str = ""
    match: ResolverMatch | None = None

    def slug_of(self, view: str) -> str:
        """The slug of what it leads to, if that is of this kind: an `insight_detail`, a `category`."""
        return str(self.match.kwargs["slug"]) if self.match and self.match.view_name == view else ""


@dataclass
class Known:
    """What links may lead to: ids on the page, insights and topics by slug; `titles` are of insights not published."""

    ids: set[str] = field(default_factory=set)
    live: set[str] = field(default_factory=set)
    titles: dict[str | uuid.UUID, str] = field(default_factory=dict)
    topics: set[str] = field(default_factory=set)


def findings(rendering: Rendering) -> Iterator[Check]:
    """What is wrong with the links of all shown sections; everything they lead to is looked up at once."""
    uses = [_use(section, name, link) for section in rendering.sections for name, link in section.links()]
    chosen = [(section, name, pk) for section in rendering.sections for name, pk in section.chosen()]
    known = _known(rendering, uses, {pk for _section, _name, pk in chosen})
    for use in uses:
        if reason := _why(use, known):
            named = {"link": brief(use.link.words, 40) or use.link.url, "url": brief(use.link.url)}
            yield at(use.section, use.field, reason % named)
    for section, name, pk in chosen:
        if title := known.titles.get(pk):
            yield at(section, name, _("“%s” is chosen, but not published; readers do not see it.") % brief(title))


def _use(section: Section, name: str, link: Link) -> Use:
    url = link.url.removeprefix(settings.SITE_URL) if link.url.startswith(f"{settings.SITE_URL}/") else link.url
    path = unquote(PATH_END.split(url)[0]) if url.startswith("/") and not url.startswith("//") else ""
    return Use(section, name, link, path, _match(path) if path else None)


def _match(path: str) -> ResolverMatch | None:
    """What answers at a path, with the slash that the site adds itself."""
    for candidate in (path, f"{path}/"):
        try:
            return resolve(candidate)
        except Resolver404:
            continue
    return None


def _known(rendering: Rendering, uses: Iterable[Use], chosen: set[uuid.UUID]) -> Known:
    known = Known(ids={*IDS_OF_THE_FRAME, "top"}, live={rendering.insight.slug})
    known.ids.update(name for _section, html in rendering.printed for name in ID.findall(html))
    if slugs := {slug for use in uses if (slug := use.slug_of("category"))}:
        known.topics.update(Category.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    slugs = {slug for use in uses if (slug := use.slug_of("insight_detail"))}
    if slugs or chosen:
        _look_up(known, slugs, chosen)
    return known


def _look_up(known: Known, slugs: set[str], chosen: set[uuid.UUID]) -> None:
    """Insights of these addresses, and these insights: each is live, or has a title to be named by."""
    asked = Q(slug__in=slugs) | Q(pk__in=chosen) | Q(working_copy__in=chosen)
    rows = Insight.objects.filter(asked, Q(working_copy=None, deleted_at=None) | clock.open_now())
    homes = set()
    for pk, home, slug, title in rows.values_list("pk", "working_copy", "slug", "title"):
        if home:
            known.live.add(slug)
            homes.add(home)
        else:
            known.titles |= {slug: title, pk: title}
    for home in homes:
        known.titles.pop(home, None)


def _why(use: Use, known: Known) -> str:
    """Why a link leads nowhere, with places for its words and address; nothing if it leads somewhere."""
    url = use.link.url.strip()
    if is_internal(url):
        return _("“%(link)s” links to an entry of the former site; readers see the words without a link.")
    if url in ("", "#") or safe_url(url) is None:
        return _("“%(link)s” is a link without an address.")
    if url.startswith("#"):
        is_there = unquote(url[1:]) in known.ids
        return "" if is_there else _("“%(link)s” links to “%(url)s”, which is not on this page.")
    if use.path and not use.path.startswith(settings.STATIC_URL):
        return _why_within(use, known)
    return ""


def _why_within(use: Use, known: Known) -> str:
    """The same for an address of this site."""
    slug, topic = use.slug_of("insight_detail"), use.slug_of("category")
    if slug and slug in known.titles and slug not in known.live:
        return _("“%(link)s” links to an insight that is not published: %(url)s")
    if slug and slug not in known.live:
        return _("“%(link)s” links to an insight that does not exist: %(url)s")
    if use.match is None or (topic and topic not in known.topics):
        return _("“%(link)s” links to a page that does not exist: %(url)s")
    if use.match.app_name == "admin":
        return _("“%(link)s” links to the administration, which readers cannot open.")
    return ""
