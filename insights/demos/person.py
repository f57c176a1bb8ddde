"""All that is kept of one person, found by the address they gave."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_noop

from insights.demos.models import DemoRequest
from insights.workflow.audit_export import remember

ROWS = ("bookings", "entries", "mails", "webhooks")
OURS = {"key", "owner", "request", "by"}  # how we file it, and who of us looked after it


def of(email: str) -> QuerySet[DemoRequest]:
    """Their requests, however they wrote the address."""
    return DemoRequest.objects.alias(person=Lower("email")).filter(person=email.strip().lower()).exclude(email="")


def told(email: str, by: Any = None) -> str:
    """All of it as JSON, in seven queries however much there is. The audit trail knows that it was done, of nobody."""
    found = [_request(demo) for demo in of(email).prefetch_related("topics", *ROWS)]
    remember(by, gettext_noop("a person’s data"), count=len(found))
    facts = {"email": email, "at": timezone.now(), "requests": found}
    return json.dumps(facts, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)


def _request(demo: DemoRequest) -> dict[str, Any]:
    rows = {name: [_columns(row) for row in getattr(demo, name).all()] for name in ROWS}
    return {**_columns(demo), "topics": [topic.name for topic in demo.topics.all()], **rows}


def _columns(row: models.Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in OURS]
    return {field.name: field.value_from_object(row) for field in fields}
