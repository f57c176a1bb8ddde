"""The page builder's ES modules, by names that do not change when their files do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from js_asset import ImportMap

FOLDER = "js/builder"
EDITOR = {"django-prose-editor/editor": "django_prose_editor/editor.js"}


def import_map(nonce: object) -> SafeString:
    """`<script type="importmap">` that leads `builder/list` to the module's file, whatever hash its name carries.

    All of them are fetched at once: else each would wait for the one that imports it.
    """
    modules = _kept() if settings.STATIC_MANIFEST else _modules()  # while one develops, modules come and go
    printed = ImportMap(modules | EDITOR).render(attrs={"nonce": str(nonce)})
    links = format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((static(path),) for path in modules.values())
    )
    return printed + links


def _modules() -> dict[str, str]:
    folder = Path(finders.find(FOLDER) or settings.BASE_DIR)
    return {f"builder/{path.stem}": f"{FOLDER}/{path.name}" for path in sorted(folder.glob("*.js"))}


_kept = cache(_modules)
