"""Nothing enters the table unchecked: saves, fixtures and shells all pass here."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver

from insights.sections.base import Section


@receiver(pre_save, dispatch_uid="insights.sections.guard")
def guard_section(instance: Any, **kwargs: Any) -> None:
    """Check a section's data by its kind's form before it is written; raises ValidationError."""
    if isinstance(instance, Section):
        instance.become_kind().prepare()
