"""What an article costs, as multiples: the machine's speed cancels out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from insights.content.models import Category, Insight, Placement
from insights.public.frame import Frame
from insights.public.head import Head
from insights.public.pages import Page

ROUNDS = 60


def cost(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """CPU seconds of one call: the median of several rounds, so that a busy neighbour does not count."""
    times = []
    work()
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sorted(times)[len(times) // 2]


def request_for(path: str) -> WSGIRequest:
    return RequestFactory().get(path, SERVER_NAME="127.0.0.1")


def view_cost(path: str) -> float:
    """An uncached page: its queries, its objects, its templates."""
    match = resolve(path)

    def serve() -> Any:
        return match.func(request_for(path), *match.args, **match.kwargs).content

    return cost(serve)


def template_cost(insight: Insight) -> float:
    """The same page's templates alone, from objects that have been loaded already."""
    page = Page(insight)
    page.topics  # noqa: B018 - loads them
    rendering = page.rendering

    def render() -> str:
        rendering.richtext.headings.clear()
        vars(rendering).pop("printed", None)  # kept for the page that it was made for
        page.groups = rendering.groups()
        context = {"site": Frame(insight.site), "page": page, "page_title": page.title}
        context["head"] = Head(context["site"], settings.SITE_URL + insight.url, insight.url, context)
        return render_to_string("insights/insight_detail.html", context, request_for(insight.url))

    return cost(render)


def fill(count: int, like: Insight) -> None:
    """Live insights without sections, up to `count` in all, in the categories there are."""
    categories = list(Category.objects.all())
    start = timezone.now() - timedelta(days=4000)
    numbers = range(count - Insight.objects.filter(is_live=True).count())
    homes = [_row(like, f"bench-{count}-{number}", start + timedelta(minutes=number)) for number in numbers]
    Insight.objects.bulk_create(homes, batch_size=500)
    live = [_version(_row(like, home.slug, home.published_at), home) for home in homes]
    Insight.objects.bulk_create(live, batch_size=500)
    Placement.objects.bulk_create(
        (
            Placement(insight=row, category=category, live_at=row.published_at, visible_from=row.visible_from)
            for row, category in zip(live, cycle(categories), strict=False)
        ),
        batch_size=500,
    )


def _version(row: Insight, home: Insight) -> Insight:
    row.working_copy, row.number, row.is_live, row.visible_from = home, 1, True, home.published_at
    return row


def _row(like: Insight, slug: str, date: Any) -> Insight:
    return Insight(title=slug, slug=slug, published_at=date, category_id=like.category_id, teaser=like.teaser)
