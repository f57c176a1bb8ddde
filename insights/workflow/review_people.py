"""Whom a review or a comment concerns: active people with an address who may still look at the insight."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from insights.content.models import Insight
from insights.workflow.models import Comment, Review

READING = ("view_insight", "change_insight", "change_own_insight")


def publishers() -> QuerySet[Any]:
    """Everybody who may publish."""
    return _reachable("publish_insight")


def concerned_by_review(review: Review) -> QuerySet[Any]:
    """Who asked, and whose insight it is."""
    return _reachable(*READING).filter(pk__in=[review.asked_by_id, review.insight.owner_id])


def concerned_by_comment(insight: Insight) -> QuerySet[Any]:
    """Whose insight it is, who commented on it, and who asked for or answered its last review."""
    last = insight.reviews.order_by("-asked_at", "-pk")[:1]
    asked, answered = last.values("asked_by"), last.values("answered_by")
    made = Comment.objects.filter(insight=insight, made_by__isnull=False).values("made_by")
    wanted = Q(pk=insight.owner_id) | Q(pk__in=made) | Q(pk__in=asked) | Q(pk__in=answered)
    return _reachable(*READING).filter(wanted)


def _reachable(*codenames: str) -> QuerySet[Any]:
    permissions = Permission.objects.filter(content_type__app_label="insights", codename__in=codenames).values("pk")
    people = get_user_model()._default_manager
    held = Q(is_superuser=True) | Q(user_permissions__in=permissions) | Q(groups__permissions__in=permissions)
    allowed = people.filter(held).values("pk")
    return people.filter(pk__in=allowed, is_active=True, is_staff=True).exclude(email="").order_by("pk")
