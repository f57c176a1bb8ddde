"""The buttons of the page's state."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from insights.builder.access import back, working_copy
from insights.builder.checking import refusal
from insights.publishing.checks import NotReadyError
from insights.publishing.publish import publish, unpublish


@require_POST
def publish_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Publish the working copy as it is stored now."""
    insight = working_copy(request, insight_id, "insights.publish_insight")
    try:
        version = publish(insight, by=request.user, checked=True)
        messages.success(request, _("Published as version %d.") % version.number)
    except NotReadyError as error:
        messages.error(request, refusal(insight, error.checks))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back(insight.pk)


@require_POST
def unpublish_view(request: HttpRequest, insight_id: uuid.UUID) -> HttpResponse:
    """Take the live version down."""
    insight = working_copy(request, insight_id, "insights.publish_insight")
    if unpublish(insight, by=request.user):
        messages.success(request, _("Unpublished: readers get “not found” now."))
    return back(insight.pk)
