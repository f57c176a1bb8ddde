"""What readers get. Every view is safe to cache: no session, no cookie, nothing personal."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from insights.content.models import Category, Insight, SiteProfile
from insights.content.querysets import InsightQuerySet
from insights.public.filters import filters
from insights.public.frame import Frame
from insights.public.head import Head
from insights.public.pages import Page
from insights.public.paging import Listing, listing

LATEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: what is new, and the topics."""
    newest = list(Insight.objects.listed()[:LATEST])
    return site_page(
        request,
        "home",
        lead=newest[0] if newest else None,
        latest=newest[1:],
        topics=list(Category.objects.topics()),
    )


@require_safe
def insight_list(request: HttpRequest) -> HttpResponse:
    """All insights, or those of a topic or tag, in the order asked for; the newest leads where nothing is asked."""
    found = filters(request)
    insights = found.insights()
    page = listing(request, insights, insights.count(), found.asked)
    leads = not found.asked and len(page.items) > 1
    return site_page(
        request,
        "insight_list",
        page_title=_("Insights"),
        filters=found,
        lead=page.items[0] if leads else None,
        cards=page.items[1:] if leads else page.items,
        total=page.total,
        page=page,
    )


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic's insights, newest first, and the other topics."""
    topics = list(Category.objects.topics())
    found = next((topic for topic in topics if topic.slug == slug), None)
    shown = found or get_object_or_404(Category, slug=slug)
    page = listing(request, Insight.objects.placed_in(shown), found.count if found else 0)
    return site_page(
        request,
        "category",
        page_title=shown.name,
        page_description=shown.description,
        category=shown,
        cards=page.items,
        topics=[topic for topic in topics if topic.slug != slug],
        total=page.total,
        page=page,
    )


@require_safe
def insight_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One insight's live version."""
    return insight_page(request, Page(whole(Insight.objects.live(), slug=slug)))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who is behind the site."""
    return site_page(request, "about", page_title=_("About Us"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 404 page."""
    return nothing(request, 404)


def nothing(request: HttpRequest, status: int) -> HttpResponse:
    """The page of a 404 or 410 in the site's frame; without a database, in none."""
    context = {}
    with suppress(DatabaseError, SiteProfile.DoesNotExist):
        context["site"] = Frame(SiteProfile.current())
    return render(request, f"{status}.html", context, status=status)


def whole(insights: InsightQuerySet, **address: Any) -> Insight:
    """One of these insights, with the row's part of its page in one query; raises Http404."""
    return get_object_or_404(
        insights.select_related("author", "category", "site", "share_image").defer("extra"), **address
    )


def insight_page(request: HttpRequest, page: Page, template: str = "insight_detail", **context: Any) -> HttpResponse:
    """The page of an insight: readers get a live version's, a preview is the same of a working copy."""
    words = {"page_title": page.title, "page_description": page.summary or page.teaser}
    return site_page(request, template, profile=page.site, page=page, **words, **context)


def site_page(request: HttpRequest, name: str, profile: SiteProfile | None = None, **context: Any) -> HttpResponse:
    """A page in the site's frame, with what search engines and networks are told of it."""
    frame = Frame(profile or SiteProfile.current())
    canonical = settings.SITE_URL + request.path + _asked(context)
    context = {"site": frame, "canonical_url": canonical, "page_description": frame.description} | context
    if address := context["canonical_url"]:
        context["head"] = Head(frame, address, request.path, context)
    return render(request, f"insights/{name}.html", context)


def _asked(context: dict[str, Any]) -> str:
    page = context.get("page")
    return page.query if isinstance(page, Listing) else ""
