"""The image files that documents mention: stored from a folder, with Statamic's alternative texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File

from insights.documents.model import DocumentError
from insights.documents.yaml import load
from insights.media.files import MAX_BYTES, check_image
from insights.media.models import Image


@dataclass
class Assets:
    """What became of the mentioned images, by their paths."""

    stored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        lines = [f"{path}: refused: {why}" for path, why in self.refused.items()]
        lines += [f"{path}: no such file; pages show the fallback" for path in self.missing]
        return "\n".join([*lines, f"{len(self.stored)} images stored"])

    def as_json(self) -> dict[str, Any]:
        return {"stored": self.stored, "missing": self.missing, "refused": self.refused}


def import_assets(folder: Path) -> Assets:
    """Give every mentioned image that has no file the one at its path below `folder`; every use heals at once."""
    result = Assets()
    for image in Image.objects.filter(file="").order_by("path"):
        source = _inside(folder, image.path)
        if source is None:
            result.missing.append(image.path)
            continue
        try:
            _store(image, source)
            result.stored.append(image.path)
        except ValidationError as error:
            result.refused[image.path] = "; ".join(error.messages)
    return result


def _inside(folder: Path, path: str) -> Path | None:
    """The file, if it is one, and if no link leads out of the folder."""
    root = folder.resolve()
    found = (root / path).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None


def _store(image: Image, source: Path) -> None:
    if source.stat().st_size > MAX_BYTES:
        raise ValidationError("The file is larger than 10 MB.")
    with source.open("rb") as file:
        check_image(File(file))
        image.alt = image.alt or _alt(source)
        image.replace(file, source.name)


def _alt(source: Path) -> str:
    meta = source.parent / ".meta" / f"{source.name}.yaml"
    if not meta.is_file():
        return ""
    try:
        found = load(meta.read_text(encoding="utf-8"))
    except (DocumentError, OSError, UnicodeDecodeError):
        return ""
    data = found.get("data") if isinstance(found, dict) else None
    alt = data.get("alt") if isinstance(data, dict) else None
    return str(alt)[:500] if isinstance(alt, str | int) else ""
