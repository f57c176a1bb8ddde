"""Former addresses lead to the present one; what was deleted says that it is gone.

`django.contrib.redirects` keeps them. Here they follow what publishing tells, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.urls import reverse

from insights.content.models import STAGED, Insight
from insights.publishing.models import Action, AuditEntry
from insights.publishing.signals import deleted, recovered, switched

LONGEST = 200  # characters that a redirect's address may have
WENT_PUBLIC = (Action.PUBLISHED, Action.WENT_LIVE)


@receiver(switched, dispatch_uid="insights.public.redirects.follow")
def follow(insight: Insight, before: str, after: str, **kwargs: Any) -> None:
    """The insight has another address now: all it had lead there, and that one leads nowhere else."""
    present = address(after) if after else ""
    if not after or before == after or len(present) > LONGEST:
        return
    _rows().filter(old_path=present).delete()
    former = {before} if before else _of_nobody_else(insight, public_slugs(insight) - {after})
    if paths := _addresses(former):
        _rows().filter(new_path__in=paths).update(new_path=present)
        if before:
            _rows().filter(old_path__in=paths).delete()
        _add(paths, present)


@receiver(deleted, dispatch_uid="insights.public.redirects.close")
def close(insight: Insight, **kwargs: Any) -> None:
    """Every address the insight ever had is gone, unless it is somebody else's by now."""
    paths = _addresses(_of_nobody_else(insight, public_slugs(insight)))
    _rows().filter(old_path__in=paths, new_path__in=paths).update(new_path="")
    _add(paths, "")


@receiver(recovered, dispatch_uid="insights.public.redirects.reopen")
def reopen(insight: Insight, **kwargs: Any) -> None:
    """A draft has no address: not found, as any other; going live it gets its former ones back."""
    _rows().filter(old_path__in=_addresses(public_slugs(insight)), new_path="").delete()


def address(slug: str) -> str:
    """Where readers find an insight with this slug."""
    return reverse("insight_detail", args=[slug])


def public_slugs(insight: Insight) -> set[str]:
    """Every slug under which readers have found the insight: those of versions that the audit trail saw go live."""
    slugs = dict(Insight.objects.filter(working_copy=insight).order_by().values_list("number", "slug"))
    if not slugs:
        return set()
    entries = AuditEntry.objects.filter(insight_id=insight.pk, action__in=WENT_PUBLIC).order_by()
    numbers = {details.get("version") for details in entries.values_list("details", flat=True)}
    return {slug for number, slug in slugs.items() if number in numbers}


def _of_nobody_else(insight: Insight, slugs: set[str]) -> set[str]:
    """Without those that another insight has, or that editors have given it."""
    others = Insight.objects.exclude(pk=insight.pk).exclude(working_copy=insight.pk).filter(slug__in=slugs)
    taken = others.filter(STAGED | Q(working_copy=None, deleted_at=None)).order_by()
    return slugs - set(taken.values_list("slug", flat=True)) if slugs else slugs


def _rows() -> QuerySet[Redirect]:
    return Redirect.objects.filter(site=settings.SITE_ID)


def _addresses(slugs: Iterable[str]) -> list[str]:
    return sorted(path for path in map(address, slugs) if len(path) <= LONGEST)


def _add(paths: Iterable[str], target: str) -> None:
    """Where there is no row yet: one that leads elsewhere belongs to whoever had the address last."""
    rows = [Redirect(site_id=settings.SITE_ID, old_path=path, new_path=target) for path in paths]
    Redirect.objects.bulk_create(rows, ignore_conflicts=True)
