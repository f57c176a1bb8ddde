"""The stage of an insight: the version readers see and the one that is to follow it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import STAGED, Insight, Placement
from insights.publishing.audit import record
from insights.publishing.models import Action
from insights.publishing.signals import published, switched, unpublished

FIELDS = ("pk", "working_copy_id", "number", "is_live", "slug", "visible_from", "visible_until", "expires_at")


class Row(NamedTuple):
    """What is to be known of a version to put it on the stage, or to take it down."""

    pk: uuid.UUID
    home_id: uuid.UUID
    number: int
    is_live: bool
    slug: str
    visible_from: datetime | None
    visible_until: datetime | None
    expires_at: datetime | None

    @property
    def is_due(self) -> bool:
        """Whether its time has come, or has passed."""
        edge = self.visible_until if self.is_live else self.visible_from
        return edge is not None and edge <= timezone.now()


@dataclass
class Stage:
    """Read in one query, under the lock of the working copy. `rivals` are other insights' with its address."""

    home: Insight
    rows: list[Row]
    rivals: list[Row]

    @classmethod
    def of(cls, home: Insight) -> Self:
        """With whatever is due already done: what started and has ended meanwhile, too."""
        stage = cls.read(home)
        while stage.settle():
            stage = cls.read(home)
        return stage

    @classmethod
    def read(cls, home: Insight) -> Self:
        """As the rows are, whatever is due."""
        wanted = Q(working_copy=home) | (STAGED & Q(slug=home.slug))
        rows = [Row(*values) for values in Insight.objects.filter(wanted).order_by().values_list(*FIELDS)]
        own = [row for row in rows if row.home_id == home.pk]
        return cls(home, own, [row for row in rows if row.home_id != home.pk])

    @property
    def live(self) -> Row | None:
        return next((row for row in self.rows if row.is_live), None)

    @property
    def following(self) -> Row | None:
        """The scheduled version."""
        return next((row for row in self.rows if row.visible_from and not row.is_live), None)

    @property
    def next_number(self) -> int:
        return max((row.number for row in self.rows), default=0) + 1

    def refuse_rivals(self) -> None:
        """Raise ValidationError when readers find another insight under the address, or will."""
        if self.rivals:
            raise ValidationError({"slug": _("Another published insight has the address “%s”.") % self.home.slug})

    def settle(self) -> bool:
        """Do what is due first: let the scheduled version take over, or take down what has ended. Whether there was.

        What has ended may be followed later on: the scheduled version waits for its time.
        """
        live, following = self.live, self.following
        if following and following.is_due:
            take_down([live] if live else [])
            Insight.objects.filter(pk=following.pk).update(is_live=True)
            self.tell(following.slug, live)
            record(Action.WENT_LIVE, self.home, version=following.number)
        elif live and live.is_due:
            self.close(live)
            record(Action.ENDED, self.home, version=live.number)
        else:
            return False
        return True

    def clear(self) -> bool:
        """Nothing for readers any more, now or later; whether there was anything."""
        live, following = self.live, self.following
        if live:
            self.close(live, *filter(None, [following]))
        elif following:
            take_down([following])
        return bool(live or following)

    def close(self, live: Row, *others: Row) -> None:
        """Readers find nothing any more under the address of the live version; others go with it."""
        take_down([live, *others])
        switched.send(sender=Insight, insight=self.home, before=live.slug, after="")
        transaction.on_commit(partial(unpublished.send_robust, sender=Insight, insight=self.home))

    def tell(self, slug: str, before: Row | None, version: Insight | None = None) -> None:
        """Readers find another version now."""
        switched.send(sender=Insight, insight=self.home, before=before.slug if before else "", after=slug)
        transaction.on_commit(lambda: _tell_published(self.home, version))


def _tell_published(home: Insight, version: Insight | None) -> None:
    version = version or home.versions.filter(is_live=True).first()
    if version:
        published.send_robust(sender=Insight, insight=home, version=version)


def take_down(rows: Iterable[Row]) -> None:
    """These versions are history."""
    if pks := [row.pk for row in rows]:
        closed = {"visible_from": None, "visible_until": None}
        Insight.objects.filter(pk__in=pks).update(is_live=False, **closed)
        Placement.objects.filter(insight__in=pks).update(live_at=None, **closed)


def end_at(row: Row, moment: datetime | None) -> None:
    """Readers see this version until then."""
    Insight.objects.filter(pk=row.pk).update(visible_until=moment)
    Placement.objects.filter(insight=row.pk).update(visible_until=moment)
