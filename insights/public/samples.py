"""What a kind of section looks like, from its own sample: the thumbnails of the builder's picker."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight, SiteProfile
from insights.public.pages import Page
from insights.public.preview import for_editors
from insights.publishing.rules import may_edit
from insights.sections.base import Section
from insights.sections.registry import kinds
from insights.sections.rendering import Rendering

ART = ("hero-two-hearts", "card-raked", "card-arches", "card-ripples", "card-terraces")


class Art:
    """A picture that comes with the site, in the place of one that only a sample names."""

    is_missing = False
    width, height = 1600, 900
    focal_x = focal_y = 0.5
    alt = words = focus = colour = credit = ""
    full = card = tall = square = None

    def __init__(self, name: str) -> None:
        self.url = static(f"img/{name}.avif")


class Sample(Page):
    """One section that no insight has, on a page of its own."""

    def __init__(self, kind: type[Section], name: str) -> None:
        insight = Insight(title=_("From guided to guiding"), published_at=timezone.now(), site=SiteProfile.current())
        section = kind(uid="sample", kind=name, data=kind.sample()).prepare()
        self._insight = insight
        self.rendering = Rendering(insight, [section])
        self.rendering.images = dict(zip(sorted(section.images()), map(Art, ART), strict=False))  # type: ignore[arg-type]
        if section.related(insight) is not None and not self.rendering.cards.get(section.uid):
            self.rendering.cards[section.uid] = _stand_ins()
        self.styles = self.rendering.styles
        self.groups = self.rendering.groups()
        self.outline = []


def _stand_ins() -> list[Insight]:
    titles = (_("Listen past the first answer"), _("Questions for a first meeting"), _("When a pair should stop"))
    teaser = _("What it is about, in a sentence or two.")
    return [
        Insight(title=title, slug="sample", teaser=teaser, published_at=timezone.now(), reading_minutes=minutes)
        for minutes, title in enumerate(titles, start=4)
    ]


@for_editors(may_edit, cache="private, max-age=3600")
def kind_sample(request: HttpRequest, kind: str) -> HttpResponse:
    """A kind's sample in the site's styles, with nothing round it."""
    shown = kinds().get(kind)
    if shown is None:
        raise Http404
    page = Sample(shown, kind)
    return render(
        request,
        "insights/preview/sample.html",
        {"page": page, "site": page.site, "kind": shown, "page_title": shown.label},
    )
