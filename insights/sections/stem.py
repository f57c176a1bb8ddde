"""The stem of a new kind of section: its module, template, stylesheet, test, and its line in the registry."""

from __future__ import annotations

import importlib.util
import keyword
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

from django.apps import apps

from insights.sections import kind as kit
from insights.sections.registry import kinds

FILES = Path(__file__).parent / "stem_files"
PARTS = {
    "kind.py-tpl": "insights/sections/{name}.py",
    "kind.html-tpl": "templates/insights/sections/{name}.html",
    "kind.css-tpl": "static/css/sections/{name}.css",
    "test_kind.py-tpl": "insights/tests/sections/test_{name}.py",
}
REGISTRY = "insights/sections/registry.py"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = 40
LAST_KIND = re.compile(r"(KINDS = \(\n(?:    \"[^\n]*\n)*)\)\n")
SEARCHED = (("insights", "py"), ("mentorsite", "py"), ("templates", "html"), ("static", "css"), ("static", "js"))


class BadNameError(ValueError):
    """A name that no kind can have; the message says why."""


def write_stem(name: str, root: Path) -> list[Path]:
    """Write the files of a kind of this name and register it; returns them. Writes all or, on BadNameError, nothing."""
    refuse(name, root)
    registry = root / REGISTRY
    listed = LAST_KIND.sub(lambda found: f'{found[1]}    "{name}",\n)\n', registry.read_text(encoding="utf-8"))
    if f'"{name}",' not in listed:
        raise BadNameError(f"KINDS was not found in {REGISTRY}.")
    texts = {root / part.format(name=name): _filled(FILES / file, name) for file, part in PARTS.items()}
    for path, text in (texts | {registry: listed}).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [*texts, registry]


def refuse(name: str, root: Path) -> None:
    """Raise BadNameError for a name that is no name, taken, or would be mistaken for something else."""
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise BadNameError(
            f"“{name}” must be small letters and digits, words joined by one _, at most {LONGEST} in all."
        )
    for reason in _reasons(name, root):
        raise BadNameError(reason)


def class_name(name: str) -> str:
    """The name as a class, its words run together."""
    return "".join(word.capitalize() for word in name.split("_"))


def label(name: str) -> str:
    """The name as people read it."""
    return name.replace("_", " ").capitalize()


def _reasons(name: str, root: Path) -> Iterator[str]:
    klass = class_name(name)
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        yield f"“{name}” is a word of Python."
    if name in kinds() or name in {kind.handle for kind in kinds().values()}:
        yield f"There is a kind, or a handle of one, called “{name}”."
    if name in sys.stdlib_module_names or importlib.util.find_spec(name):
        yield f"“{name}” is a module of Python or of an installed package."
    if klass.lower() in apps.get_app_config("insights").models or klass in {*kit.__all__, "Any", "Rendering"}:
        yield f"The class {klass} exists already."
    if existing := [part.format(name=name) for part in PARTS.values() if (root / part.format(name=name)).exists()]:
        yield f"There is a file {existing[0]} already."
    if user := next(_users(name, root), None):
        yield f"“{name}” stands in {user.relative_to(root)}, where it would read like the kind."


def _users(name: str, root: Path) -> Iterator[Path]:
    """Files in which a name of several words stands already."""
    word = re.compile(rf"\b{name}\b")
    for folder, suffix in SEARCHED if "_" in name else ():
        paths = (path for path in sorted((root / folder).rglob(f"*.{suffix}")) if "tests" not in path.parts)
        yield from (path for path in paths if word.search(path.read_text(encoding="utf-8")))


def _filled(file: Path, name: str) -> str:
    names = {"name": name, "klass": class_name(name), "label": label(name), "css": name.replace("_", "-")}
    return Template(file.read_text(encoding="utf-8")).substitute(names)
