"""A second insight that begins as the first one is."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight
from insights.content.slugs import free_slug
from insights.publishing.audit import record
from insights.publishing.freeze import SECTION, copy_filing, copy_references, lock
from insights.publishing.models import Action
from insights.sections.base import Reference, Section
from insights.sections.store import new_uid

COPIED = ("site_id", "author_id", "byline", "summary", "category_id", "extra")
TITLE = 200


@transaction.atomic
def duplicate(insight: Insight, *, by: Any = None) -> Insight:
    """A draft with the same content and an identity of its own; related insights never show the two together."""
    source = lock(insight.home_id)  # two at once would take one address
    twin = _twin(source, by)
    twin.save(force_insert=True)
    copy_filing(source, twin)
    sections = list(source.sections.all())
    names = [name for name in SECTION if name not in {"uid", "revision"}]
    copies = Section.objects.bulk_create(
        Section(insight=twin, uid=new_uid(), **{name: getattr(section, name) for name in names}) for section in sections
    )
    copy_references(sections, copies, Reference.objects.filter(section__insight=source))
    record(Action.DUPLICATED, twin, by, source=str(source.pk), source_title=source.title)
    return twin


def _twin(source: Insight, by: Any) -> Insight:
    title = (_("Copy of %s") % source.title)[:TITLE]
    taken = set(Insight.objects.filter(slug__startswith=source.slug[:150]).values_list("slug", flat=True))
    person = by if by is not None and by.is_authenticated else None
    now = timezone.now()
    twin = Insight(title=title, slug=free_slug(source.slug, taken), duplicated_from=source.pk, owner=person)
    for name in COPIED:
        setattr(twin, name, getattr(source, name))
    twin.created_at = twin.updated_at = now
    twin.updated_by = person
    return twin
