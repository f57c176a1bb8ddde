"""Copy, cut and paste between insights, tabs and days."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from insights.builder.history import ListEdit
from insights.builder.models import Clipboard
from insights.builder.operations import clip, delete_sections, paste_sections
from insights.content.models import Insight
from insights.sections.base import Section


def copied(by: Any) -> list[dict[str, Any]]:
    """What is on this editor's clipboard."""
    return list(Clipboard.objects.filter(owner=by).values_list("sections", flat=True).first() or [])


@transaction.atomic
def copy(insight_id: uuid.UUID, uids: Collection[str], *, by: Any) -> int:
    """Put sections on the editor's clipboard, in their order. Raises Section.DoesNotExist."""
    found = list(Section.objects.filter(insight=insight_id, insight__in=Insight.objects.working(), uid__in=uids))
    if len(found) != len(set(uids)) or not found:
        raise Section.DoesNotExist
    _store(found, by)
    return len(found)


@transaction.atomic
def cut(insight_id: uuid.UUID, uids: Collection[str], *, by: Any) -> ListEdit:
    """Delete here what then is on the clipboard."""
    edit = delete_sections(insight_id, uids, by=by)
    _store(edit.gone, by)
    return edit


def paste(insight_id: uuid.UUID, *, by: Any, after: str | None = None) -> ListEdit:
    """What is on the clipboard, into this insight; it stays on the clipboard."""
    return paste_sections(insight_id, copied(by), by=by, after=after)


def _store(sections: Sequence[Section], by: Any) -> None:
    """In one statement, whether or not the editor has a clipboard yet."""
    row = Clipboard(owner=by, sections=[clip(section) for section in sections])
    own = ["sections", "made_at"]
    Clipboard.objects.bulk_create([row], update_conflicts=True, unique_fields=["owner"], update_fields=own)
