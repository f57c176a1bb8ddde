"""Gathers the admin of all parts."""

from insights.builder.section_admin import SectionAdmin
from insights.content.admin import AuthorAdmin, CategoryAdmin, SiteProfileAdmin
from insights.media.admin import ImageAdmin
from insights.workflow.admin import InsightAdmin

__all__ = ["AuthorAdmin", "CategoryAdmin", "ImageAdmin", "InsightAdmin", "SectionAdmin", "SiteProfileAdmin"]
