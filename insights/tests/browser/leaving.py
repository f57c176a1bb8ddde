"""Leaving the builder's page in a test, so that nothing it still sends meets the emptied database."""

from __future__ import annotations

from typing import Any


def leave(page: Any) -> None:
    """To a blank page, once the builder has nothing on its way; its goodbye is left unsaid."""
    page.evaluate("navigator.sendBeacon = () => true")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
