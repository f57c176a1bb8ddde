"""Programs from npm."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHROMIUM = "--headless=new --no-sandbox --disable-dev-shm-usage --ignore-certificate-errors"


@dataclass
class Tools:
    """A folder with the installed packages."""

    folder: Path

    def package(self, path: str) -> Path:
        return self.folder / "node_modules" / path

    def run(self, program: str, *arguments: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
        """One of the packages' programs, in the folder. One that takes too long has failed."""
        command = [str(self.package(f".bin/{program}")), *arguments]
        chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or "chromium"
        told: dict[str, Any] = {"env": os.environ | {"CHROME_PATH": chromium}, "capture_output": True, "text": True}
        try:
            return subprocess.run(command, cwd=self.folder, timeout=seconds, check=False, **told)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 124, "", f"{program} took more than {seconds} s")
