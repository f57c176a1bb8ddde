"""The API: its operations, each a line of what is asked and a line of what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Query
from ninja.renderers import JSONRenderer

from insights.content.models import Author, Category, Insight
from insights.content.querysets import InsightQuerySet
from insights.public.absolute import absolute
from insights.public.api import labels, shapes
from insights.public.api.addresses import ROUTES
from insights.public.api.finding import insights_page, page
from insights.public.api.parameters import ROW, WHOLE, Asked, OneOfEach, Paging, Parts, chosen
from insights.public.api.problems import handle
from insights.public.api.rows import rows
from insights.public.api.texts import Texts
from insights.public.conditional import answer
from insights.public.fulltext import with_text
from insights.public.tags import tags_in_use

VERSION = "1.0"
TITLE = _("Insights API")
DESCRIPTION = _("Everything readers may read here, as JSON. Reading only: no account, no key, no cookie.")
TEXTS = ("description", "hero", "sections", "images")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
View = TypeVar("View", bound=Callable[..., Any])


class Compact(JSONRenderer):
    """Without blanks between."""

    json_dumps_params = {"separators": (",", ":")}


class ReadersAPI(NinjaAPI):
    """Answers with a tag made of the whole text: what has not changed is not sent again.

    No date of a last change is given: a section's time, an author's name, a tag change answers without one.
    """

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        text = self.renderer.render(request, data, response_status=200)
        return answer(request, text, "application/json")


api = ReadersAPI(
    title=TITLE,
    version=VERSION,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=OneOfEach(),
    renderer=Compact(),
)
handle(api)


def reads(name: str, response: Any, summary: str, description: str, *refusals: int) -> Callable[[View], View]:
    """An operation at an address of ours, asked with GET or HEAD; the document tells the first."""
    path = ROUTES[name].replace("<", "{").replace(">", "}")

    def register(view: View) -> View:
        told = {200: response, **dict.fromkeys(refusals, shapes.Problem)}
        api.get(path, response=told, summary=summary, description=description, operation_id=name, url_name=name)(view)
        api.api_operation(["HEAD"], path, response=told, include_in_schema=False)(view)
        return view

    return register


@reads("index", shapes.Index, _("Where everything is"), _("Addresses of everything else."))
def index(request: HttpRequest) -> dict[str, str]:
    return {name: absolute(reverse(f"api:{name}")) for name in shapes.Index.__annotations__}


@reads(
    "insights",
    shapes.Page[shapes.InsightRow],
    _("Insights"),
    _("Insights by category, tag, author, year and words, newest first unless asked otherwise."),
    404,
    422,
    503,
)
def insights(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    names = chosen(asked.fields, ROW)
    return insights_page(reverse("api:insights"), asked, lambda found: rows(found, names))


@reads(
    "insight",
    shapes.Insight,
    _("One insight by its slug or id"),
    _("An insight with its sections. A slug may change; the id does not."),
    404,
    422,
)
def insight(request: HttpRequest, key: str, asked: Query[Parts]) -> dict[str, Any]:
    address = {"working_copy": key} if ID.fullmatch(key) else {"slug": key}
    return _whole(Insight.objects.live().filter(**address), asked)


@reads(
    "categories",
    shapes.Page[shapes.Category],
    _("Categories"),
    _("Those with something to read, in the editors' order."),
    404,
    422,
)
def categories(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    return page(reverse("api:categories"), asked, Category.objects.topics(), labels.categories)


@reads("category_by_slug", shapes.Category, _("One category"), _("A category with something to read."), 404)
def category_by_slug(request: HttpRequest, slug: str) -> dict[str, Any]:
    return _one(labels.categories(Category.objects.topics().filter(slug=slug)[:1]))


@reads("tags", shapes.Page[shapes.Tag], _("Tags"), _("Those with something to read, by the alphabet."), 404, 422)
def tags(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    return page(reverse("api:tags"), asked, tags_in_use().order_by("name", "pk"), labels.tags)


@reads("tag_by_slug", shapes.Tag, _("One tag"), _("A tag with something to read."), 404)
def tag_by_slug(request: HttpRequest, slug: str) -> dict[str, Any]:
    return _one(labels.tags(tags_in_use().filter(slug=slug)[:1]))


@reads("authors", shapes.Page[shapes.Author], _("Authors"), _("Those of something to read, by name."), 404, 422)
def authors(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    return page(reverse("api:authors"), asked, Author.objects.with_insights().order_by("name", "pk"), labels.authors)


@reads("author_by_slug", shapes.Author, _("One author"), _("Somebody who wrote something to read."), 404)
def author_by_slug(request: HttpRequest, slug: str) -> dict[str, Any]:
    return _one(labels.authors(Author.objects.with_insights().filter(slug=slug)[:1]))


@lru_cache(maxsize=4)
def document(site_url: str) -> dict[str, Any]:
    """The OpenAPI document of the site at this address; parameters stand where they are used, not among the shapes."""
    told = dict(api.get_openapi_schema(path_prefix=reverse("api:index"))) | {"servers": [{"url": site_url}]}
    for model in (Asked, Paging, Parts):
        told["components"]["schemas"].pop(model.__name__, None)
    return told


def openapi(request: HttpRequest) -> HttpResponse:
    """The document for programs."""
    text = api.renderer.render(request, document(settings.SITE_URL), response_status=200)
    return answer(request, text, "application/json")


def _one(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if not found:
        raise Http404
    return found[0]


def _whole(insights: InsightQuerySet, asked: Parts) -> dict[str, Any]:
    """One insight; its sections are read only if something of them was asked for."""
    found = with_text(insights).first()
    if found is None:
        raise Http404
    names = chosen(asked.fields, WHOLE)
    told = rows([found], [name for name in names if name in ROW])[0]
    if set(names) & set(TEXTS):
        texts = Texts(found)
        told |= {name: getattr(texts, name)() for name in TEXTS if name in names}
    return told | ({"language": get_language() or "en"} if "language" in names else {})
