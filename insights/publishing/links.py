"""Preview links: a signed address for people without an account, to the working copy or to one version."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.content.models import Insight
from insights.publishing.audit import record
from insights.publishing.models import Action, PreviewLink

SALT = "insights.publishing.links"
TOKEN = re.compile(r"[0-9a-f]{32}\.[A-Za-z0-9_-]{43}", re.ASCII)
LONGEST = timedelta(days=90)


@transaction.atomic
def make_link(
    insight: Insight,
    *,
    by: Any = None,
    version: Insight | None = None,
    days: int = 7,
    until: datetime | None = None,
    label: str = "",
) -> PreviewLink:
    """A link that opens for some days, or until a moment; raises ValidationError unless that is soon enough to come."""
    now = timezone.now()
    until = until or now + timedelta(days=days)
    if not now < until <= now + LONGEST + timedelta(days=1):  # a day that is chosen lasts until it ends
        raise ValidationError(_("A link is valid for %d days at most.") % LONGEST.days)
    link = PreviewLink(insight_id=insight.home_id, version=version, label=label, made_by=by, expires_at=until)
    link.save()
    details = {"label": label, "until": until.isoformat(), "version": version.number if version else None}
    record(Action.LINKED, insight, by, link=str(link.pk), **details)
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: Any = None) -> bool:
    """Close a link for good; False when it was closed already."""
    revoked = PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
    if revoked:
        record(Action.REVOKED, link.insight, by, link=str(link.pk), label=link.label)
    return bool(revoked)


def token(link: PreviewLink) -> str:
    """What stands in the link's address. Former secret keys keep opening what they signed."""
    return _signer().sign(link.pk.hex)


def usable_link(text: str) -> PreviewLink | None:
    """The link of a token, with its insight; None unless it is ours, and open."""
    if not TOKEN.fullmatch(text):
        return None
    try:
        pk = uuid.UUID(hex=_signer().unsign(text))
    except (BadSignature, ValueError):
        return None
    return PreviewLink.objects.usable().select_related("insight", "version").filter(pk=pk).first()


def published_slug(link: PreviewLink) -> str:
    """The address at which readers find by now what the link was to show before; empty while they do not.

    A version counts as published when readers see it or a later one; the working copy, when they see what was made of
    it since, or what it still says.
    """
    live = Insight.objects.live().filter(working_copy=link.insight_id).order_by()
    found = live.only("number", "slug", "created_at", "visible_from", "revision").first()
    if found is None:
        return ""
    if link.version:
        is_out = (found.number or 0) >= (link.version.number or 0)
    else:
        says_the_same = found.revision == link.insight.revision
        is_new = bool(found.visible_from and found.visible_from >= link.made_at)
        is_out = found.created_at >= link.made_at or (is_new and says_the_same)
    return found.slug if is_out else ""


def _signer() -> Signer:
    return Signer(sep=".", salt=SALT)
