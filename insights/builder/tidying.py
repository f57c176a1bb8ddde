"""Forgetting what nobody can bring back any more. Publishing is rare enough, and often enough, to do it then."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from insights.builder.models import DeletedSection, ListChange
from insights.publishing.signals import published


@receiver(published, dispatch_uid="insights.builder.tidying")
def forget_expired(**kwargs: Any) -> None:
    """Delete list changes and deleted sections that are older than thirty days."""
    ListChange.objects.expired().delete()
    DeletedSection.objects.expired().delete()
