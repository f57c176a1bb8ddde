"""Programs from npm."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = "--headless=new --no-sandbox --disable-dev-shm-usage --ignore-certificate-errors"


@dataclass
class Tools:
    """A folder with the installed packages."""

    folder: Path

    def package(self, path: str) -> Path:
        return self.folder / "node_modules" / path

    def run(self, program: str, *arguments: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
        """One of the packages' programs, in the folder."""
        chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or "chromium"
        return subprocess.run(
            [str(self.package(f".bin/{program}")), *arguments],
            cwd=self.folder,
            env=os.environ | {"CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
