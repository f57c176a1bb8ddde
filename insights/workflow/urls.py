"""Addresses of the publishing workflow, below the insight's own in the admin. Each page module names its own."""

from insights.workflow import (
    calendar_views,
    history_views,
    link_views,
    publish_views,
    related_views,
    review_views,
    state_views,
    times_views,
    trash_views,
)

urlpatterns = [
    *publish_views.urlpatterns,
    *state_views.urlpatterns,
    *times_views.urlpatterns,
    *calendar_views.urlpatterns,
    *history_views.urlpatterns,
    *link_views.urlpatterns,
    *related_views.urlpatterns,
    *review_views.urlpatterns,
    *trash_views.urlpatterns,
]
