"""What publishing remembers beside versions: who did what, and links for people without an account."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from insights.content.models import Insight


class Action(models.TextChoices):
    """What is worth remembering."""

    PUBLISHED = "publish", _("published")
    SCHEDULED = "schedule", _("scheduled")
    WITHDRAWN = "withdraw", _("schedule withdrawn")
    WENT_LIVE = "flip", _("went live as scheduled")
    ENDED = "end", _("ended as scheduled")
    END_SET = "expiry", _("end date set")
    UNPUBLISHED = "unpublish", _("unpublished")
    RESTORED = "restore", _("restored a version")
    DISCARDED = "discard", _("changes discarded")
    DUPLICATED = "duplicate", _("duplicated")
    DELETED = "delete", _("deleted")
    RECOVERED = "recover", _("brought back")
    PURGED = "purge", _("deleted for good")
    IMPORTED = "import", _("imported")
    ASKED = "ask", _("asked for review")
    RETURNED = "return", _("returned with comments")
    APPROVED = "approve", _("approved")
    TAKEN_BACK = "take_back", _("review taken back")
    LINKED = "link", _("preview link made")
    REVOKED = "revoke", _("preview link revoked")
    ROLE_CHANGED = "role", _("role changed")
    EXPORTED = "export", _("exported")
    RELATED = "related", _("related insights changed")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries are added and read, nothing else."""

    def of_readers(self) -> Self:
        """What began or ended that readers saw an insight."""
        return self.filter(action__in=(Action.PUBLISHED, Action.WENT_LIVE, Action.UNPUBLISHED, Action.ENDED))

    def update(self, **values: Any) -> int:
        raise PermissionDenied(_("The audit trail is only added to."))

    def delete(self) -> tuple[int, dict[str, int]]:
        raise PermissionDenied(_("The audit trail is only added to."))


class AuditEntry(models.Model):
    """Who did what, when, to which insight. It holds names and ids, not rows, so that it outlives what it is about."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    action = models.CharField(_("what"), max_length=20, choices=Action.choices)
    insight_id = models.UUIDField(null=True)
    title = models.CharField(_("insight"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [("export_auditentry", gettext_noop("Can export the audit trail"))]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["insight_id", "-at"], name="audit_of_insight"),
        ]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.actor_name} {self.get_action_display()} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise PermissionDenied(_("The audit trail is only added to."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied(_("The audit trail is only added to."))


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Links that open something, and those that do not any more."""

    def usable(self) -> Self:
        """Neither expired nor revoked, of an insight that is not in the trash."""
        return self.filter(expires_at__gt=timezone.now(), revoked_at=None, insight__deleted_at=None)

    def count_view(self, link: PreviewLink) -> None:
        """One more look through this link."""
        self.filter(pk=link.pk).update(views=F("views") + 1, seen_at=timezone.now())


class PreviewLink(models.Model):
    """An address by which people without an account see the working copy, or one version, for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="preview_links")
    version = models.ForeignKey(Insight, on_delete=models.CASCADE, null=True, related_name="+")
    label = models.CharField(_("for whom"), max_length=100, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True)
    views = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.label or f"{self.insight} ({self.made_at:%Y-%m-%d})"
