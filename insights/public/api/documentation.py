"""The documentation for people, made of the OpenAPI document: a page of ours, so that nothing is fetched elsewhere."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.public.absolute import absolute
from insights.public.api import describing, site
from insights.public.api.finding import insights_page
from insights.public.api.parameters import Asked
from insights.public.api.rows import rows
from insights.public.views import site_page

SHOWN = ("id", "url", "title", "category", "published")
TRIED = Asked.model_validate({"page_size": 1, "fields": ",".join(SHOWN)})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation and every shape, with a request to try and its answer."""
    document = site.document(settings.SITE_URL)
    return site_page(
        request,
        "api/docs",
        page_title=_(site.TITLE),
        page_description=_(site.DESCRIPTION),
        operations=describing.operations(document),
        shapes=describing.shapes(document),
        root=absolute(reverse("api:index")),
        **_example(),
    )


def _example() -> dict[str, Any]:
    """A request that works, and what comes of it today."""
    path = reverse("api:insights")
    answer = insights_page(path, TRIED, lambda found: rows(found, SHOWN))
    told = json.dumps(answer, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    return {"example": absolute(f"{path}?{TRIED.query()}"), "example_answer": told}
