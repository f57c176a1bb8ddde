"""From what is asked to a page of it: what readers may see, in the order asked for, in two queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Lower

from insights.content.models import Insight
from insights.content.querysets import InsightQuerySet
from insights.public.absolute import absolute
from insights.public.api.parameters import Asked, Paging
from insights.public.api.problems import BeyondError
from insights.public.api.rows import narrow
from insights.public.search import words
from insights.public.search.finding import matching

Build = Callable[[Sequence[Any]], list[dict[str, Any]]]
LOOKUPS = {
    "category": "placements__category__slug",
    "tag": "tagged__tag__slug",
    "author": "author__slug",
    "year": "published_at__year",
}


def insights_page(path: str, asked: Asked, build: Build) -> dict[str, Any]:
    """A page of insights."""
    if not asked.q:
        return page(path, asked, narrow(_listed(asked)), build)
    keys = _matched(asked)
    return page(path, asked, keys, lambda pks: build(_in_order(pks)))


def page(path: str, asked: Paging, items: QuerySet[Any] | list[Any], build: Build) -> dict[str, Any]:
    """A page of anything; raises BeyondError after the last one."""
    number, size = asked.page, asked.page_size
    total = len(items) if isinstance(items, list) else items.count()
    pages = max(1, -(-total // size))
    if number > pages:
        raise BeyondError(pages)
    return {
        "count": total,
        "page": number,
        "pages": pages,
        "next": absolute(f"{path}?{asked.query(page=number + 1)}") if number < pages else None,
        "previous": absolute(f"{path}?{asked.query(page=number - 1)}") if number > 1 else None,
        "items": build(list(items[(number - 1) * size : number * size])),
    }


def _narrowing(asked: Asked, prefix: str = "") -> dict[str, Any]:
    given = {name: getattr(asked, name) for name in LOOKUPS}
    return {f"{prefix}{LOOKUPS[name]}": value for name, value in given.items() if value}


def _order(asked: Asked, prefix: str = "") -> tuple[Any, ...]:
    title = Lower(F(f"{prefix}title"))
    date, pk = f"{prefix}published_at", f"{prefix}id"
    return {"newest": (f"-{date}", f"-{pk}"), "oldest": (date, pk), "title": (title, pk)}.get(asked.sort, ())


def _listed(asked: Asked) -> InsightQuerySet:
    """Without words: a category's are straight off its index."""
    rest = asked.model_copy(update={"category": ""})
    found = Insight.objects.placed_under(asked.category) if asked.category else Insight.objects.listed()
    narrowed = found.filter(**_narrowing(rest))
    return narrowed.order_by(*_order(asked)) if asked.sort in ("oldest", "title") else narrowed


def _matched(asked: Asked) -> list[Any]:
    """With words: keys of the insights that have them all. Signs are no words and match nothing."""
    if not (text := " ".join(words.terms(asked.q))):
        return []
    found = matching(text).filter(**_narrowing(asked, "insight__"))
    order = _order(asked, "insight__")
    return list((found.order_by(*order) if order else found).values_list("insight_id", flat=True))


def _in_order(pks: Sequence[Any]) -> list[Insight]:
    found = narrow(Insight.objects.live()).in_bulk(list(pks)) if pks else {}
    return [found[pk] for pk in pks if pk in found]
