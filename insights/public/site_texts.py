"""Texts of the site's own pages that administrators write, in the editor that insights are written in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from insights.builder.scripts import import_map
from insights.richtext import Nodes, to_html
from insights.sections.richtext import RichTextField, RichTextWidget, image_sources


class WordsWidget(RichTextWidget):
    """The editor without pictures."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["has_no_pictures"] = True
        return context


class WordsField(RichTextField):
    """Rich text of words alone: nothing but sections tells the library which pictures are in use."""

    widget = WordsWidget(attrs={"rows": 24, "class": "vLargeTextField richtext"})

    def clean(self, value: Any) -> Nodes:
        nodes: Nodes = super().clean(value)
        if any(image_sources(nodes)):
            raise ValidationError(_("This page holds no pictures."))
        return [] if self.is_blank(nodes) else nodes


class WordsAdmin:
    """Part of the admin of a model with such a text; its template prints `import_map` and starts the editor."""

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        scripts = {"import_map": import_map(request.csp_nonce, "builder/richtext")}  # type: ignore[attr-defined]
        return super().change_view(request, object_id, form_url, scripts | (extra_context or {}))  # type: ignore[misc]


def printed(nodes: Nodes) -> SafeString:
    """A text as HTML, below the page's title; empty if nobody has written one."""
    return to_html(nodes, hosts=[urlsplit(settings.SITE_URL).netloc])
