"""The Markdown twin of an article: the same words, for those who read without a page around them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Insight
from insights.public.absolute import absolute
from insights.public.conditional import answer
from insights.public.dates import first_published, updated
from insights.public.fulltext import renderings, with_text
from insights.richtext import MarkdownWriter
from insights.sections.rendering import Rendering


@require_safe
def markdown_twin(request: HttpRequest, slug: str) -> HttpResponse:
    """One insight's live version; its page is the address to be known by."""
    insight = with_text(Insight.objects.live()).filter(slug=slug).first()
    if insight is None:
        raise Http404
    text = markdown(insight, renderings([insight])[insight.pk])
    response = answer(request, text, "text/markdown", updated(insight))
    response["Link"] = f'<{absolute(insight.url)}>; rel="canonical"'
    return response


def address(insight: Insight) -> str:
    """The path of an insight's twin."""
    return reverse("markdown_twin", args=[insight.slug])


def page_of(path: str) -> str:
    """The address of the page that a twin's address belongs to; empty for any other."""
    return _counterpart(path, "markdown_twin", "insight_detail")


def twin_of(path: str) -> str:
    """The twin of the page with this address; a page that has none stands for itself."""
    return _counterpart(path, "insight_detail", "markdown_twin") or path


def _counterpart(path: str, name: str, other: str) -> str:
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return reverse(other, kwargs=match.kwargs) if match.view_name == name else ""


def markdown(insight: Insight, rendering: Rendering) -> str:
    """Title, byline, opening sentences, and what each section that readers see says."""
    writer = MarkdownWriter(image=lambda path: _file(rendering, path), link=lambda url: _full(insight, url))
    writer.share_levels(rendering.flowing())
    opening = rendering.opening.description
    parts = [
        f"# {writer.line(insight.title)}",
        " · ".join(writer.line(fact) for fact in _facts(insight)),
        f"> {writer.line(opening)}" if opening else "",
        *(section.markdown(writer) for section in rendering.sections),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _facts(insight: Insight) -> list[str]:
    day = date_format(localtime(first_published(insight)), "DATE_FORMAT")
    author = insight.byline or (insight.author.name if insight.author else "")
    return [fact for fact in (author, _("Published on %s") % day, insight.category and insight.category.name) if fact]


def _file(rendering: Rendering, path: str) -> str | None:
    picture = rendering.picture(path)
    return absolute(picture.url) if picture and picture.url else None


def _full(insight: Insight, url: str) -> str:
    return absolute(f"{insight.url}{url}" if url[0] in "?#" else url)
