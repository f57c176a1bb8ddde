"""The link to the demo page, which says where it stood."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from insights.content.models import Insight


def demo_url(insight: Insight, section: str = "") -> str:
    """The demo page's address with the insight, its version and the section that the link stands in."""
    found = {"insight": insight.home_id.hex, "version": insight.number, "section": section}
    return f"{reverse('demo')}?{urlencode({name: value for name, value in found.items() if value})}"
