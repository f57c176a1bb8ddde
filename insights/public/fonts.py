"""The site's two typefaces, cut from their PyPI packages to the letters and weights the pages use.

Both families are under the SIL Open Font License 1.1. The result is built at set-up and never committed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path

BUDGET = 60 * 1024
PACKAGES = ("fontpkg-fraunces", "fontpkg-hanken-grotesk", "fonttools")

ASCII = "".join(map(chr, range(0x20, 0x7F)))
LATIN = "".join(map(chr, range(0xC0, 0x100)))
NAMES = "ŁłŚśŠšŻżŽžČčĆćĘęĄąŃńĞğİıŞşŐőŰűŘřĚě"
TEXT = ASCII + LATIN + NAMES + "\u00a0©®«»·°±×¿¡£€–—‘’‚“”„…•→←↑↓↗−"
DISPLAY = ASCII + LATIN + "\u00a0·–—‘’“”…"
ITALIC = ASCII + "áàâäãåæçéèêëíìîïñóòôöõøúùûüýÿßÉÖÜÄÅØÇ–—‘’“”…"
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum"]

LICENCE_NAMES = [0, 1, 2, 13, 14]
Limits = dict[str, float | tuple[float, float]]
SOFT: Limits = {"SOFT": 40, "WONK": 0}


@dataclass(frozen=True)
class Cut:
    """One web font: the file it comes from, the letters it holds, the axes it keeps."""

    name: str
    package: str
    start: str
    text: str
    limits: Limits


CUTS = (
    Cut("fraunces", "fontpkg_fraunces", "Fraunces[", DISPLAY, {**SOFT, "opsz": 72, "wght": (380, 560)}),
    Cut("fraunces-italic", "fontpkg_fraunces", "Fraunces-Italic[", ITALIC, {**SOFT, "opsz": 60, "wght": 400}),
    Cut("hanken", "fontpkg_hanken_grotesk", "HankenGrotesk[", TEXT, {"wght": (400, 700)}),
)


class FontError(Exception):
    """The fonts cannot be built; the message says why."""


def recipe() -> str:
    """What the result depends on: the packages' versions and this module's cuts."""
    try:
        versions = [f"{name} {version(name)}" for name in PACKAGES]
    except PackageNotFoundError as error:
        raise FontError(f"missing package {error.name}") from error
    parts = [*versions, repr(CUTS), repr(FEATURES)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_current(folder: Path) -> bool:
    stamp = folder / ".stamp"
    whole = all((folder / f"{cut.name}.woff2").is_file() for cut in CUTS)
    return whole and stamp.is_file() and stamp.read_text() == recipe()


def build(folder: Path) -> dict[str, int]:
    """Write the fonts into `folder` and return their sizes; raises FontError past the budget."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(min(len(CUTS), os.cpu_count() or 1), get_context("spawn")) as pool:
        data = dict(zip((f"{cut.name}.woff2" for cut in CUTS), pool.map(render, CUTS), strict=True))
    sizes = {name: len(content) for name, content in data.items()}
    if sum(sizes.values()) > BUDGET:
        raise FontError(f"the fonts weigh {sum(sizes.values())} bytes; the budget is {BUDGET}")
    for name, content in data.items():
        _replace(folder / name, content)
    _replace(folder / ".stamp", recipe().encode())
    return sizes


def render(cut: Cut) -> bytes:
    """The woff2 file of one cut."""
    from io import BytesIO

    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(source(cut), lazy=False, recalcTimestamp=False)
    options = subset.Options(
        flavor="woff2",
        layout_features=FEATURES,
        hinting=False,
        desubroutinize=True,
        name_IDs=LICENCE_NAMES,
        notdef_outline=True,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=cut.text)
    cutter.subset(font)  # before instancing: the instancer drops empty glyph variations
    font = instancer.instantiateVariableFont(font, cut.limits, updateFontNames=False)
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def source(cut: Cut) -> Path:
    """The variable font that a cut is made from."""
    spec = importlib.util.find_spec(cut.package)
    if spec is None or not spec.submodule_search_locations:
        raise FontError(f"missing package {cut.package.replace('_', '-')}")
    root = Path(next(iter(spec.submodule_search_locations)))
    return next(path for path in root.rglob("*.ttf") if path.name.startswith(cut.start))


def _replace(path: Path, content: bytes) -> None:
    """Write beside, then rename, so that nobody ever reads half a font."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)
