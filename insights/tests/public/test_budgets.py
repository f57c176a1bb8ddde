"""How much the files of a page may weigh."""

import gzip
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
TEAM = {"builder", "workflow", "demos"}  # folders of what readers never load
EVERYWHERE, ARTICLE = ("theme", "site"), ("theme", "site", "article")


def scripts(names):
    return sum(len((STATIC / "js" / f"{name}.js").read_bytes()) for name in names)


def test_scripts_are_small_before_they_are_compressed():
    assert scripts(EVERYWHERE) <= 2_000
    assert scripts(ARTICLE) <= 3_500


def test_all_styles_of_readers_together_are_within_the_budget_of_one_page():
    sheets = [path for path in (STATIC / "css").rglob("*.css") if not TEAM & set(path.parts)]
    sheets = [path for path in sheets if path.stem not in {"builder", "admin", "preview"}]
    assert sum(len(gzip.compress(path.read_bytes())) for path in sheets) <= 20_000
