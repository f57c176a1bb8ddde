"""The people who write, and what each of them wrote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Author, Insight
from insights.public.frame import profile_links
from insights.public.paging import listing
from insights.public.views import site_page


@require_safe
def author_list(request: HttpRequest) -> HttpResponse:
    """Everybody who has written something that can be read, by name."""
    page = listing(request, Author.objects.with_insights().order_by("name", "pk"))
    return site_page(request, "authors", page_title=_("Authors"), page=page)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """One author's biography, profiles and insights, newest first; who has published nothing is not found."""
    shown = get_object_or_404(Author.objects.with_insights(), slug=slug)
    page = listing(request, Insight.objects.listed().filter(author=shown), shown.count)
    about = " · ".join(filter(None, [shown.role, shown.bio]))
    return site_page(
        request,
        "author",
        page_title=shown.name,
        page_description=Truncator(about).chars(200) or _("Insights by %s") % shown.name,
        author=shown,
        profiles=profile_links(shown.profiles),
        total=page.total,
        page=page,
    )
