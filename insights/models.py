"""Gathers every model of the app, so that Django finds them."""

from insights.builder.models import Clipboard, DeletedSection, ListChange, Presence
from insights.content.models import Author, Category, Insight, Placement, SiteProfile
from insights.content.related import RelatedCandidate, RelatedChoice, RelatedTerm
from insights.demos.models import (
    Availability,
    Blackout,
    Booking,
    DailySalt,
    DemoRequest,
    DemoSettings,
    Entry,
    InsightDay,
    OutboxMail,
    RateCount,
    WebhookDelivery,
)
from insights.media.library import Discarded, Folder
from insights.media.models import Image
from insights.public.models import ShareImage
from insights.public.search.models import SearchEntry, SearchWord
from insights.publishing.models import AuditEntry, PreviewLink
from insights.sections.base import Reference, Section
from insights.sections.registry import kinds
from insights.workflow.models import Comment, Review

__all__ = [
    "AuditEntry",
    "Author",
    "Availability",
    "Blackout",
    "Booking",
    "Category",
    "Clipboard",
    "Comment",
    "DailySalt",
    "DeletedSection",
    "DemoRequest",
    "DemoSettings",
    "Discarded",
    "Entry",
    "Folder",
    "Image",
    "Insight",
    "InsightDay",
    "ListChange",
    "OutboxMail",
    "Placement",
    "Presence",
    "PreviewLink",
    "RateCount",
    "Reference",
    "RelatedCandidate",
    "RelatedChoice",
    "RelatedTerm",
    "Review",
    "SearchEntry",
    "SearchWord",
    "Section",
    "ShareImage",
    "SiteProfile",
    "WebhookDelivery",
    "kinds",
]
