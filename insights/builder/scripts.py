"""The page builder's ES modules, by names that do not change when their files do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from js_asset import ImportMap

FOLDER = "js/builder"
IMPORT = re.compile(r'^(?:import|\} from)\b.*"(builder/\w+)"', re.MULTILINE)
EDITOR = {"django-prose-editor/editor": "django_prose_editor/editor.js"}


def import_map(nonce: object, entry: str = "builder/main") -> SafeString:
    """`<script type="importmap">` that leads `builder/list` to the module's file, whatever hash its name carries.

    What the entry needs before it can run is fetched at once: else each module would wait for the one that imports it.
    """
    files = _kept() if settings.STATIC_MANIFEST else _files()  # while one develops, modules come and go
    paths = {name: f"{FOLDER}/{path.name}" for name, path in files.items()}
    printed = ImportMap(paths | EDITOR).render(attrs={"nonce": str(nonce)})
    first = ((static(paths[name]),) for name in sorted(_needed(entry, files)))
    return printed + format_html_join("\n", '<link rel="modulepreload" href="{}">', first)


def _files() -> dict[str, Path]:
    folder = Path(finders.find(FOLDER) or settings.BASE_DIR)
    return {f"builder/{path.stem}": path for path in sorted(folder.glob("*.js"))}


def _needed(entry: str, files: Mapping[str, Path]) -> frozenset[str]:
    """A module and all that it imports before it runs."""
    found, waiting = set(), [entry]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += _imports(files[name], files[name].stat().st_mtime_ns)
    return frozenset(found)


@cache
def _imports(path: Path, changed: int) -> list[str]:
    return IMPORT.findall(path.read_text())


_kept = cache(_files)
