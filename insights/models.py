"""Gathers every model of the app, so that Django finds them."""

from insights.content.models import Author, Category, Insight, Placement, SiteProfile
from insights.media.models import Image
from insights.sections.base import Reference, Section
from insights.sections.registry import kinds

__all__ = ["Author", "Category", "Image", "Insight", "Placement", "Reference", "Section", "SiteProfile", "kinds"]
