"""`manage.py make_share_images`: the pictures that live insights need and do not have."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from insights.content.models import Insight
from insights.public.share_images import refresh


class Command(BaseCommand):
    """Publishing makes them; this makes up for a full disk, a new brand or design, and texts from before."""

    help = "Draws missing and outdated share images of live insights. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        live = Insight.objects.live().select_related("category", "site").defer("extra")
        made = sum(refresh(version) for version in live.iterator(chunk_size=100))
        self.stdout.write(self.style.SUCCESS(f"{made} share images made"))
