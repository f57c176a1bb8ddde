"""Handing out requests as a file; every request remembers that it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from insights.demos.models import DemoRequest, DemoSettings, Entry
from insights.demos.team.export import lines, rows, workbook
from insights.demos.team.pages import EXPORT, VIEW, allowed
from insights.workflow.audit_export import remember

KINDS = ("xlsx", "csv")
MOST = 20_000  # ten seconds of one worker
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(request: HttpRequest, found: QuerySet[DemoRequest], kind: str) -> HttpResponseBase | None:
    """The file; None, with a message, for more rows than one file holds."""
    allowed(request, VIEW, EXPORT)
    keys = list(found.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        messages.error(request, _("These are more than %(count)d requests. Narrow the list.") % {"count": MOST})
        return None
    _remember(keys, request, kind)
    demos = _chosen(found, keys)
    table = rows(demos, DemoSettings.current().zone)
    name = f"demo-requests-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        file: Any = FileResponse(workbook(table), as_attachment=True, filename=name, content_type=XLSX)
    else:
        file = StreamingHttpResponse(_spoken(lines(table), get_language()), content_type="text/csv; charset=utf-8")
        file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file


def _spoken(table: Iterable[str], language: str) -> Iterator[str]:
    """The lines are made when the admin's language is over."""
    with override(language):
        yield from table


def _chosen(found: QuerySet[DemoRequest], keys: list[Any]) -> Any:
    """The very rows that remember it, in few pieces."""
    for start in range(0, len(keys), 500):
        piece = found.filter(pk__in=keys[start : start + 500]).defer(None)
        yield from piece.prefetch_related("topics")


@transaction.atomic
def _remember(keys: list[Any], request: HttpRequest, kind: str) -> None:
    """In every timeline and in the audit trail; of the filters not what was searched for, which may be a name."""
    of = (Entry(request_id=key, by_id=request.user.pk, kind=Entry.Kind.EXPORTED, text=kind.upper()) for key in keys)
    Entry.objects.bulk_create(of, batch_size=1000)
    filters = request.GET.copy()
    filters.pop("q", None)
    remember(request.user, gettext_noop("demo requests"), filters=filters.urlencode(), count=len(keys))
