"""Writing sections with what hangs on them: their references, checked and in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils.crypto import get_random_string

from insights.content.models import Insight
from insights.media.models import Image
from insights.sections.base import Reference, Section


def new_uid() -> str:
    """An id like the ones that Statamic gives to sets."""
    return get_random_string(8, "abcdefghijklmnopqrstuvwxyz0123456789")


@transaction.atomic
def insert_sections(sections: Sequence[Section]) -> list[Section]:
    """Check and insert new sections in a constant number of queries; they come back with their keys."""
    for section in sections:
        section.become_kind().prepare()
    Section.objects.bulk_create(sections)
    Reference.objects.bulk_create(_mentions(sections))
    return list(sections)


@transaction.atomic
def save_section(section: Section) -> Section:
    """Check and write one section; what it mentions is written with it."""
    section.save()
    refer([section])
    return section


def refer(sections: Sequence[Section]) -> None:
    """Make the reference rows of these sections say what their data mentions now."""
    Reference.objects.filter(section__in=sections).delete()
    Reference.objects.bulk_create(_mentions(sections))


def _existing(ids: set[uuid.UUID]) -> set[uuid.UUID]:
    return set(Insight.objects.working().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _mentions(sections: Sequence[Section]) -> Iterator[Reference]:
    images = Image.objects.named(set().union(*(section.images() for section in sections)))
    insights = _existing(set().union(*(section.mentioned() for section in sections)))
    for section in sections:
        mentioned = sorted(insights.intersection(section.mentioned()))
        yield from (Reference(section=section, image=images[path]) for path in sorted(section.images()))
        yield from (Reference(section=section, insight_id=pk) for pk in mentioned)
