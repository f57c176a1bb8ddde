"""The words of the privacy page: the site's own, until an administrator writes others.

For how long requests are kept is never part of them: the page says it by itself, so that it stays true.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from insights.content.models import SiteProfile
from insights.public.site_texts import WordsField
from insights.richtext import Nodes, from_html, same


class PrivacyField(WordsField):
    """What the site would say anyway is kept as empty, so that it goes on speaking the reader's language."""

    def clean(self, value: Any) -> Nodes:
        nodes: Nodes = super().clean(value)
        return [] if _is_standard(nodes) else nodes


def standard() -> Nodes:
    """What the page says by itself, as rich text in the language that is spoken now."""
    return from_html(render_to_string("insights/demos/privacy_text.html", {"site": SiteProfile.current()}))


def _is_standard(nodes: Nodes) -> bool:
    """In any language: the form may have been opened in another one."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            if same(nodes, standard()):
                return True
    return False
