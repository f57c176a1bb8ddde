"""Gathers every model of the app, so that Django finds them."""

from insights.builder.models import Clipboard, DeletedSection, ListChange, Presence
from insights.content.models import Author, Category, Insight, Placement, SiteProfile
from insights.media.models import Image
from insights.sections.base import Reference, Section
from insights.sections.registry import kinds

__all__ = [
    "Author",
    "Category",
    "Clipboard",
    "DeletedSection",
    "Image",
    "Insight",
    "ListChange",
    "Placement",
    "Presence",
    "Reference",
    "Section",
    "SiteProfile",
    "kinds",
]
