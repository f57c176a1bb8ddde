"""What crawlers, language models and finders of holes look for at fixed addresses."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Category, Insight, SiteProfile
from insights.public.absolute import absolute
from insights.public.conditional import answer
from insights.public.entries import address
from insights.public.places import EVERYTHING
from insights.public.twins import address as twin
from insights.richtext import MarkdownWriter

PLAIN = "text/plain"
CLOSED = ("/preview/", "/shared/", "/search/?", "/search/suggest/", "/insights/search/")
NEWEST = 200
LASTS = timedelta(days=180)  # RFC 9116 wants less than a year
line = MarkdownWriter.line


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers need not go, and where the map is."""
    closed = [f"Disallow: {path}" for path in (reverse("admin:index"), *CLOSED)]
    return answer(request, "\n".join(["User-agent: *", *closed, "", f"Sitemap: {_at('sitemap')}", ""]), PLAIN)


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """The site in a page of Markdown (llmstxt.org), its newest insights as Markdown files."""
    site = SiteProfile.current()
    rows = Insight.objects.listed()[:NEWEST]
    topics = [f"- [{line(topic.name)}]({absolute(topic.url)})" for topic in Category.objects.topics()]
    others = {"Atom": absolute(address(EVERYTHING, "", "atom")), "Sitemap": _at("sitemap"), "JSON API": _at("api:docs")}
    parts = [
        f"# {line(site.brand)}",
        f"> {line(site.description)}" if site.description else "",
        *_list(_("Insights"), [_described(insight) for insight in rows]),
        *_list(_("Topics"), topics),
        *_list("Optional", [f"- [{name}]({url})" for name, url in others.items()]),
    ]
    return answer(request, "\n\n".join(filter(None, parts)) + "\n", PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116); valid for half a year from today."""
    site = SiteProfile.current()
    contact = f"mailto:{site.email}" if site.email else _at("about")
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = (today + LASTS).strftime("%Y-%m-%dT%H:%M:%SZ")
    language = f"Preferred-Languages: {settings.LANGUAGE_CODE}"
    lines = [f"Contact: {contact}", f"Expires: {expires}", language, f"Canonical: {_at('security')}"]
    return answer(request, "\n".join([*lines, ""]), PLAIN)


def _at(name: str) -> str:
    return absolute(reverse(name))


def _described(insight: Insight) -> str:
    words = f": {line(insight.teaser)}" if insight.teaser else ""
    return f"- [{line(insight.title)}]({absolute(twin(insight))}){words}"


def _list(heading: str, lines: list[str]) -> list[str]:
    return [f"## {heading}", "\n".join(lines)] if lines else []
