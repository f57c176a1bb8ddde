"""How much the files of a page may weigh."""

import gzip
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
EVERYWHERE, ARTICLE = ("theme", "site"), ("theme", "site", "article")


def scripts(names):
    return sum(len((STATIC / "js" / f"{name}.js").read_bytes()) for name in names)


def test_scripts_are_small_before_they_are_compressed():
    assert scripts(EVERYWHERE) <= 2_000
    assert scripts(ARTICLE) <= 5_000


OTHERS = {"builder", "admin", "preview", "media", "workflow", "demos", "api", "search", "pages", "rtl"}


def test_all_styles_that_an_article_could_need_are_within_the_budget():
    sheets = [path for path in (STATIC / "css").rglob("*.css") if not OTHERS & {path.stem, *path.parts}]
    assert sum(len(gzip.compress(path.read_bytes())) for path in sheets) <= 20_000
