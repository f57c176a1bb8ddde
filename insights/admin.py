"""Gathers the admin of all parts."""

from insights.builder.admin import InsightAdmin
from insights.builder.section_admin import SectionAdmin
from insights.content.admin import AuthorAdmin, CategoryAdmin, SiteProfileAdmin
from insights.media.admin import ImageAdmin

__all__ = ["AuthorAdmin", "CategoryAdmin", "ImageAdmin", "InsightAdmin", "SectionAdmin", "SiteProfileAdmin"]
