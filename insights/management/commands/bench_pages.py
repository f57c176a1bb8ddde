"""`manage.py bench_pages`: what an uncached article costs, in ratios."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from insights.content.models import Insight
from insights.public import bench


class Command(BaseCommand):
    """Measures inside a transaction that is rolled back; nothing stays."""

    help = "Print an uncached article's CPU as a multiple of its own templates, and its growth with the data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--slug", help="the article to measure; the newest by default")
        parser.add_argument("--few", type=int, default=100)
        parser.add_argument("--many", type=int, default=10_000)

    def handle(self, *args: Any, slug: str | None, few: int, many: int, **options: Any) -> None:
        live = Insight.objects.live().select_related("site", "author", "category").order_by("-published_at")
        article = live.filter(slug=slug).first() if slug else live.first()
        if article is None:
            raise CommandError("No published insight to measure; load the fixtures first.")
        with transaction.atomic():
            templates, page = bench.template_cost(article), bench.view_cost(article.url)
            self.stdout.write(f"article / its own templates   {page / templates:6.2f}   (aim ≤ 2.2)")
            bench.fill(few, article)
            small, small_list = bench.view_cost(article.url), bench.view_cost("/insights/")
            bench.fill(many, article)
            connection.cursor().execute("ANALYZE")
            growth = bench.view_cost(article.url) / small
            self.stdout.write(f"article, {few} → {many} insights {growth:6.2f}   (aim ≤ 1.15)")
            growth = bench.view_cost("/insights/") / small_list
            self.stdout.write(f"list, {few} → {many} insights    {growth:6.2f}")
            transaction.set_rollback(True)
