"""The tags, and what is about one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Insight
from insights.public.paging import listing
from insights.public.tags import MOST, labels, tags_in_use
from insights.public.views import site_page

EVERY = 1000


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    """Every tag that leads to something, by the alphabet."""
    return site_page(request, "tags", page_title=_("Tags"), tags=labels(tags_in_use()[:EVERY]))


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """One tag's insights, newest first, and other tags; a tag of drafts only is not found."""
    shown = get_object_or_404(tags_in_use(), slug=slug)
    page = listing(request, Insight.objects.listed().filter(tagged__tag=shown), shown.count)
    others = [label for label in labels(tags_in_use()[:MOST]) if label.slug != slug]
    title = _("Insights about “%s”") % shown.name
    return site_page(
        request, "tag", page_title=title, page_description=title, tag=shown, total=page.total, page=page, others=others
    )
