"""For load balancers and supervisors: does this process answer, and can it do its work."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Restart a process that does not say this; a database that is gone is no reason to."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Send no visitors while the database does not answer: `mentorsite.errors` makes that a 503."""
    connection.cursor().execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")
