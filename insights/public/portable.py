"""HTML that stands on its own away from our pages: in a feed reader there are no stylesheets, sprites or addresses."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from lxml import etree, html

from insights.public.absolute import absolute

DROPPED = ("script", "style", "svg", "button", "form", "iframe", "object", "template")
ATTRIBUTES = {"href", "src", "alt", "title", "width", "height", "colspan", "rowspan", "scope", "start", "dir", "lang"}
BETWEEN = re.compile(r">\s*\n\s*<")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable_text(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return NOT_XML.sub("", text)


def portable(page: str, url: str) -> str:
    """A page's HTML with full addresses, its links within the page leading there, and nothing that needs our site."""
    if not page.strip():
        return ""
    body = html.fragment_fromstring(storable_text(page), create_parent="div")
    _named_links(body)
    etree.strip_elements(body, *DROPPED, etree.Comment, with_tail=False)
    _plain_pictures(body)
    _unwrap(body)
    for element in body.iter(etree.Element):
        for name in set(element.attrib) - ATTRIBUTES:
            del element.attrib[name]
    body.make_links_absolute(absolute(url), resolve_base_href=False)
    printed = "".join([body.text or "", *(html.tostring(child, encoding="unicode") for child in body)])
    return BETWEEN.sub(">\n<", printed).strip()


def _named_links(body: Any) -> None:
    """A link that is a sign says its name instead."""
    for link in body.iter("a"):
        if (name := link.get("aria-label")) and not link.text_content().strip():
            link.text = name


def _plain_pictures(body: Any) -> None:
    """Of a picture in several files the one for everybody; none that stands in for a picture that is not there."""
    for source in list(body.iter("source")):
        source.drop_tag()  # to lxml it may hold the picture itself
    for picture in list(body.iter("picture")):
        picture.drop_tag()
    for image in list(body.iter("img")):
        if image.get("src", "").startswith(settings.STATIC_URL):
            image.drop_tree()


def _unwrap(body: Any) -> None:
    """Boxes that only our stylesheets need go; those that hold words themselves stay."""
    for box in [*body.iter("section"), *body.iterdescendants("div")]:
        if not (box.text or "").strip():
            box.drop_tag()
