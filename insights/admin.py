"""Gathers the admin of all parts."""

from insights.builder.section_admin import SectionAdmin
from insights.content.admin import AuthorAdmin, CategoryAdmin, SiteProfileAdmin, TagAdmin
from insights.demos.admin_outbox import OutboxAdmin
from insights.demos.admin_settings import AvailabilityAdmin, BlackoutAdmin, DemoSettingsAdmin
from insights.demos.team.admin import DemoRequestAdmin
from insights.demos.team.insight_admin import EarningInsightAdmin
from insights.demos.team.webhook_admin import WebhookAdmin
from insights.media.admin import ImageAdmin
from insights.public.admin import RedirectAdmin
from insights.workflow.audit_admin import AuditAdmin
from insights.workflow.people_admin import PersonAdmin, RoleAdmin

__all__ = [
    "AuditAdmin",
    "AuthorAdmin",
    "AvailabilityAdmin",
    "BlackoutAdmin",
    "CategoryAdmin",
    "DemoRequestAdmin",
    "DemoSettingsAdmin",
    "EarningInsightAdmin",
    "ImageAdmin",
    "OutboxAdmin",
    "PersonAdmin",
    "RedirectAdmin",
    "RoleAdmin",
    "SectionAdmin",
    "SiteProfileAdmin",
    "TagAdmin",
    "WebhookAdmin",
]
