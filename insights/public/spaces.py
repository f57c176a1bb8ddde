"""Which addresses are the readers', and which belong to something else."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def is_readers(path: str) -> bool:
    """Whether an address of this site is for readers: none of previews, files, or the administration."""
    return path.startswith("/") and not path.startswith(("//", "/\\", *_closed()))


def _closed() -> tuple[str, ...]:
    return (reverse("admin:index"), settings.STATIC_URL, settings.MEDIA_URL, "/preview/", "/shared/")
