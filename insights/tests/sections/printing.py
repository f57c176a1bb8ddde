"""Printing one section, for the tests of the kinds."""

from __future__ import annotations

from typing import Any

from insights.content.models import Insight
from insights.sections.rendering import Rendering
from insights.tests.factories import InsightFactory, add_section


def printed(kind: str, data: dict[str, Any] | None = None, insight: Insight | None = None, **values: Any) -> str:
    """What readers see of a section of this kind; an empty text when it prints nothing."""
    home = insight or InsightFactory()
    add_section(home, kind, data, **values)
    return "".join(html for group in Rendering(home).groups() for html in group.html)
