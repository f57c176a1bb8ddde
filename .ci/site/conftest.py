"""One running site and one crawl of it for all checks, and the tools from npm."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from crawling import Crawl
from served import Site, serving
from tools import Tools

PACKAGES = Path(__file__).resolve().parents[1] / "package.json"
INSTALL = "npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error"


@pytest.fixture(scope="session")
def tools() -> Iterator[Tools]:
    """What .ci/package.json pins, installed in SITE_TOOLS or, each time anew, in a temporary folder."""
    with TemporaryDirectory() as passing:
        folder = Path(os.environ.get("SITE_TOOLS", passing))
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKAGES, folder)
        done = subprocess.run(INSTALL.split(), cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-4000:]
        yield Tools(folder)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def crawl(site: Site) -> Crawl:
    """Everything that can be reached from the front page and from what machines read."""
    return Crawl(site).run()
