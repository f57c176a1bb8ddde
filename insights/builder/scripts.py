"""The page builder's ES modules, by names that do not change when their files do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from js_asset import ImportMap

FOLDER = "js/builder"
EDITOR = {"django-prose-editor/editor": "django_prose_editor/editor.js"}


def import_map(nonce: object) -> str:
    """`<script type="importmap">` that leads `builder/list` to the module's file, whatever hash its name carries."""
    found = _kept() if settings.STATIC_MANIFEST else _map()  # while one develops, modules come and go
    return found.render(attrs={"nonce": str(nonce)})


def _modules() -> dict[str, str]:
    folder = Path(finders.find(FOLDER) or settings.BASE_DIR)
    return {f"builder/{path.stem}": f"{FOLDER}/{path.name}" for path in sorted(folder.glob("*.js"))}


def _map() -> ImportMap:
    return ImportMap(_modules() | EDITOR)


_kept = cache(_map)
