"""What browser tests look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (1440, 360)
SCHEMES = ("light", "dark")
SETTLE = "document.getAnimations().filter((each) => each instanceof CSSTransition).forEach((each) => each.finish())"
OPTIONS = {"resultTypes": ["violations"], "preload": False}  # preloading would break our policy: it writes styles


def looks(page: Any, *widths: int) -> Iterator[str]:
    """The page as a wide and a narrow window show it, by day and by night."""
    for width in widths or WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(SETTLE)
            yield f"{width} {scheme}"


def violations(page: Any, *parts: str) -> list[str]:
    """What axe finds wrong, by any of its rules, on the page or in parts of it."""
    where = {"include": [[part] for part in parts]} if parts else None
    found = Axe().run(page, where, OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def scrolls_sideways(page: Any) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def small_controls(page: Any, part: str, least: int = 24) -> list[str]:
    """Controls that a finger would miss."""
    return page.evaluate(
        """([part, least]) => [...document.querySelectorAll(
                `:is(${part}) :is(a, button, input:not([type=hidden]), select, textarea, summary)`)]
            .filter((control) => control.checkVisibility())
            .map((control) => [control.outerHTML.slice(0, 80), control.getBoundingClientRect()])
            .filter(([, box]) => box.width < least || box.height < least)
            .map(([html]) => html)""",
        [part, least],
    )
