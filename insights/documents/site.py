"""The site's own texts from a YAML file: profile, topics and authors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from insights.content.models import Category, SiteProfile
from insights.documents.filing import author_of
from insights.documents.model import DocumentError
from insights.documents.reading import decode
from insights.documents.yaml import load

PROFILE = ("brand", "tagline", "description", "email", "navigation", "footer", "profiles", "demo_band")


@transaction.atomic
def load_site(path: Path) -> None:
    """Store what the file says over what is there. Raises DocumentError, ValidationError."""
    found = load(decode(path.read_bytes()))
    if not isinstance(found, dict):
        raise DocumentError("the file must be a map", line=1)
    _profile(found)
    for position, row in enumerate(found.get("categories") or []):
        Category.objects.update_or_create(
            slug=row["slug"],
            defaults={"name": row["name"], "description": row.get("description", ""), "position": position},
        )
    for row in found.get("authors") or []:
        if author := author_of(row["name"]):
            author.role, author.bio = row.get("role", ""), row.get("bio", "")
            author.profiles = row.get("profiles") or []
            author.save()


def _profile(found: dict[str, Any]) -> None:
    profile = SiteProfile.current()
    for name in PROFILE:
        if name in found:
            setattr(profile, name, found[name])
    profile.full_clean()
    profile.save()
