"""The preview: the public page of a working copy, for those who may see it, and its sections one by one."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.builder.scripts import import_map
from insights.content.models import Insight
from insights.public.pages import Page
from insights.public.views import insight_page, whole
from insights.publishing.rules import may_read
from insights.sections.facts import facts
from insights.sections.registry import kinds

View = Callable[..., HttpResponse]
ENTRY = "builder/pane_page"
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
PRIVATE = "private, no-store"
HEADERS = {
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": POLICY,
}


class Draft(Page):
    """What readers do not see, as it would look if it were published now. What is shown for a time only, is shown."""

    def __init__(self, insight: Insight) -> None:
        sections = list(insight.sections.all())
        insight.reading_minutes = facts(insight, sections).reading_minutes
        for section in sections:
            section.visible_from = section.visible_until = None
        super().__init__(insight, sections)
        self.givers = self.rendering.givers
        insight.published_at = insight.published_at or timezone.now()

    @property
    def shape(self) -> str:
        """Stands for all of the page that a change of one section may move outside it. While it is the same, putting
        that section and the opening in place brings a page up to date."""
        rendering = self.rendering
        order = [(section.uid, section.kind, section.wide) for section, _ in rendering.printed]
        closing = [section.uid for section in rendering.added]
        moved = [order, rendering.headings, rendering.givers, closing, self.reading_minutes]
        return hashlib.sha256(json.dumps(moved).encode()).hexdigest()[:16]


def for_editors(may: Callable[[Any], bool], cache: str = PRIVATE) -> Callable[[View], View]:
    """A page for those to whom a rule applies: in frames of our own site, in no index and no shared cache."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            if not may(request.user):
                raise PermissionDenied
            return secluded(view(request, **named), cache)

        return guarded

    return decorate


def secluded(response: HttpResponse, cache: str = PRIVATE) -> HttpResponse:
    """With the headers of what is not for everybody, unless the view has set its own."""
    for name, value in {"Cache-Control": cache, **HEADERS}.items():
        response.headers.setdefault(name, value)
    return response


@for_editors(may_read)
def insight_preview(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """The page of the working copy; its script keeps it up to date while somebody edits."""
    page = Draft(whole(Insight.objects.working(), pk=insight_id))
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    context = {"canonical_url": "", "givers": page.givers, "kinds": kinds(), "import_map": import_map(nonce, ENTRY)}
    response = insight_page(request, page, "preview/page", **context)
    response["Content-Security-Policy"] = f"{POLICY}; script-src 'self' 'nonce-{nonce}'"
    return response


@for_editors(may_read)
def section_preview(request: HttpRequest, insight_id: uuid.UUID, uid: str) -> HttpResponse:
    """One section's element, the opening if it gives to it, and the shape of the page round it."""
    page = Draft(whole(Insight.objects.working(), pk=insight_id))
    if all(section.uid != uid for section in page.rendering.all_sections):
        raise Http404
    html = next((html for section, html in page.rendering.printed if section.uid == uid), "")
    opening = None
    if uid in page.givers:
        context = {"page": page, "site": page.site, "givers": page.givers}
        opening = render_to_string("insights/preview/opening.html", context, request)
    return JsonResponse({"html": html, "opening": opening, "shape": page.shape})
